import { describe, expect, test } from "bun:test";
import { z } from "zod";
import {
  customerId,
  following,
  invitationId,
  memberId,
  message,
  nothing,
  resumeFrom,
  sessionId,
} from "./input-schemas.ts";

const accepts = (schema: z.ZodType, value: unknown) => z.safeParse(schema, value).success;

describe("an id", () => {
  test.each([
    ["ses", sessionId],
    ["cus", customerId],
    ["mem", memberId],
    ["inv", invitationId],
  ] as const)("begins with its noun and no other: %s", (noun, schema) => {
    const accepted = ["ses", "cus", "mem", "inv", "org", ""].filter((other) =>
      accepts(schema, `${other}_a1-Z`),
    );

    expect(accepted).toEqual([noun]);
  });

  test("has one to 64 letters, digits or dashes after it", () => {
    expect([1, 64].every((length) => accepts(sessionId, `ses_${"a".repeat(length)}`))).toBe(true);
    for (const rest of ["", "a".repeat(65), "a b", "ä", "'; --", "a\n", "../a"])
      expect([rest, accepts(sessionId, `ses_${rest}`)]).toEqual([rest, false]);
    expect(accepts(sessionId, "sesa")).toBe(false);
  });
});

function messageOf(text: string) {
  return { sessionId: "ses_1", clientId: crypto.randomUUID(), text };
}

test("a message may be twice as long as one that is stored, because blanks at its ends do not count", () => {
  expect(accepts(message, messageOf(" ".repeat(8_000)))).toBe(true);
  expect(accepts(message, messageOf(" ".repeat(8_001)))).toBe(false);
  expect(accepts(message, { ...messageOf("Hi"), clientId: "1" })).toBe(false);
});

test("a call without input takes none, or an empty one", () => {
  expect([undefined, {}, { extra: 1 }, null].map((value) => accepts(nothing, value))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

describe("a subscription", () => {
  const schema = z.strictObject(following);

  function at(input: object): number {
    return resumeFrom(schema.parse(input));
  }

  test("goes on after the last item that the client received, and at first after the number it names", () => {
    expect(at({ after: 0 })).toBe(0);
    expect(at({ after: 7 })).toBe(7);
    expect(at({ after: 7, lastEventId: "9" })).toBe(9);
    expect(at({ after: 7, lastEventId: "0" })).toBe(0);
  });

  test.each([{ after: -1 }, { after: 1.5 }, { after: "1" }, {}, { after: 0, lastEventId: "x" }])(
    "begins nowhere else: %j",
    (input) => expect(accepts(schema, input)).toBe(false),
  );
});
