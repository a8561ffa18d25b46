import { expect, test } from "bun:test";
import { createRecoveryCodes, normalizeRecoveryCode } from "./recovery-codes.ts";

const tokens = () => crypto.getRandomValues(new Uint8Array(32)).toBase64();

test("there are ten codes of 80 bits, each in four groups of four", () => {
  const codes = createRecoveryCodes(tokens);

  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
  // All bits of the token's beginning are in it.
  expect(createRecoveryCodes(() => Buffer.alloc(32, 0xff).toString("base64url"))[0]).toBe(
    "7777-7777-7777-7777",
  );
});

test("a code is the same however it is typed", () => {
  for (const typed of ["abcd-efgh-2345-6772", " ABCD EFGH\t23456772 ", "abcdefgh23456772"])
    expect(normalizeRecoveryCode(typed)).toBe("abcdefgh23456772");
});

test.each(["", "123456", "abcdefgh2345677", "abcdefgh234567722", "abcdefgh2345677!", "abcdefgh23456718"])(
  "“%s” is none",
  (typed) => expect(normalizeRecoveryCode(typed)).toBeNull(),
);
