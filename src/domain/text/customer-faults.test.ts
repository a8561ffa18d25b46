import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { emailAddress, personName } from "../settings/text-schemas.ts";
import { emailFault, nameFault } from "./customer-faults.ts";
import { readEmailAddress } from "./email-address.ts";
import { anyText, thornyText } from "./testing/any-text.ts";

describe("a name", () => {
  test.each(["", "  ", "\u200B", "\u3164", "\u2800", "\u{E0041}", "\u0301"])(
    "of which nothing is seen is missing: %j",
    (name) => {
      expect(nameFault(name)).toBe("nameMissing");
    },
  );

  test("that is too long is refused and not cut, least of all inside an emoji", () => {
    expect(nameFault(`${"x".repeat(79)}😀`)).toBe("nameTooLong");
    expect(nameFault(` ${"x".repeat(78)}😀 `)).toBeNull();
  });
});

describe("an email address", () => {
  test.each([
    "maria@example.com",
    "o'hara+tea@mail.example.co",
    "sales&support@example.com",
    "jana@bücher.example",
    "jäna@example.com",
    "用户@例子.广告",
    "δοκιμή@παράδειγμα.δοκιμή",
    '"jana doe"@example.com',
    '"a@b"@example.com',
    "a@x.photography",
    "o´hara@example.com",
    "_maria_@example.com",
    "a@b.xn--p1ai",
    "jana..x.@docomo.example",
    "a/b=c@x400.example",
    `${"a".repeat(242)}@example.com`,
  ])("is whatever has one @ and something plausible on both sides: %s", (typed) => {
    expect([emailFault(typed), readEmailAddress(typed)]).toEqual([null, typed]);
  });

  test.each([
    " maria@example.com\n",
    "maria@example.com.",
    "maria@example.com。",
    "maria@example.com,",
    "\u200Bmaria@exam\u00ADple.com\u200E\uFEFF",
    "<maria@example.com>",
    "Maria Lopez <maria@example.com>",
    "(maria@example.com)",
    "“maria@example.com”",
    "'maria@example.com'",
    '"maria@example.com"',
    "mailto:maria@example.com",
    "ｍａｒｉａ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    "maria＠example。com",
    "maria@example．com｡",
  ])("is read from what stands around it: %j", (typed) => {
    expect([emailFault(typed), readEmailAddress(typed)]).toEqual([null, "maria@example.com"]);
  });

  test.each([
    "maria",
    "maria@",
    "@example.com",
    "maria@example",
    "maria@example.c",
    "ma ria@example.com",
    "maria@exa mple.com",
    "a@b@c.example",
    "a@b.example, c@d.example",
    "A <a@b.example>, C <c@d.example>",
    "mailto:a@b.example?body=<script>",
    `${"m".repeat(250)}@example.com`,
  ])("is not %j", (typed) => {
    expect(emailFault(typed)).toBe("emailWrong");
  });

  test.each(["", " ", "\u200B", "\u00AD\n"])("is missing where nothing was typed: %j", (typed) => {
    expect(emailFault(typed)).toBe("emailMissing");
  });

  test("takes no longer per letter when it is long", () => {
    const startedAt = performance.now();
    for (const piece of ["a", "a@", ".", "<", '"', "a.", " ", "\u200B"]) emailFault(piece.repeat(20_000));

    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

test("the form and the procedures judge alike, whatever is typed", () => {
  const typed = fc.oneof(thornyText, anyText, fc.constantFrom("Maria", "maria@example.com", "a".repeat(90)));
  fc.assert(
    fc.property(typed, (text) => {
      expect(personName.safeParse(text).success).toBe(nameFault(text) === null);
      expect(emailAddress.safeParse(text).success).toBe(emailFault(text) === null);
    }),
    { numRuns: 2_000 },
  );
});
