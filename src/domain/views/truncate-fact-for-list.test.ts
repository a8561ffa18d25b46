import { expect, test } from "bun:test";
import type { NumberedFact } from "../model/fact.ts";
import { unknownSessionFact } from "../testing/unknown-fact.ts";
import { truncateFactForList } from "./truncate-fact-for-list.ts";

const clock = { idleAt: 1, warningMs: 2, expiresAt: 3, warnsAt: 4 };

function posted(text: string): NumberedFact {
  const message = {
    id: "msg_1",
    sessionId: "ses_1",
    author: { kind: "customer" },
    clientId: "1",
    text,
  } as const;
  const rest = { sentAt: 1, sources: [], stopped: false };
  return {
    no: 1,
    sessionNo: 1,
    fact: { kind: "message-posted", sessionId: "ses_1", message: { ...message, ...rest }, clock },
  };
}

test("a list has the first 120 characters of a message, and says that there are more", () => {
  const long = posted("x".repeat(121));

  expect(truncateFactForList(long)).toEqual({ ...posted("x".repeat(120)), cut: true });
});

test("a message of 120 characters is whole, and so is every other fact", () => {
  const whole = posted("x".repeat(120));
  const other: NumberedFact = { no: 2, sessionNo: null, fact: { kind: "members-changed", at: 1 } };
  const unknown: NumberedFact = { no: 3, sessionNo: 2, fact: unknownSessionFact("ses_1") };

  for (const entry of [whole, other, unknown]) expect(truncateFactForList(entry)).toBe(entry);
});
