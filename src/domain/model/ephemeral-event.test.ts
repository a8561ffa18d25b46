import { expect, test } from "bun:test";
import { publicNameOf } from "./member.ts";
import {
  type EphemeralEvent,
  toPublicEphemeralEvent,
  TYPING_DECAY_MS,
  TYPING_INTERVAL_MS,
} from "./ephemeral-event.ts";

const sessionId = "ses_1" as const;
const typing = (by: "customer" | "member"): EphemeralEvent => ({
  kind: "typing",
  sessionId,
  by,
  name: "Ada",
  at: 7,
});
const read = (by: "customer" | "member"): EphemeralEvent => {
  return { kind: "read", sessionId, by, memberId: "mem_ada", count: 3 };
};

test("a customer is sent what members type and have read, and not what they typed and read themselves", () => {
  expect(toPublicEphemeralEvent(typing("member"))).toEqual({
    kind: "typing",
    name: publicNameOf({ name: "Ada" }),
    at: 7,
  });
  expect(toPublicEphemeralEvent(read("member"))).toEqual({ kind: "read", count: 3 });
  expect(toPublicEphemeralEvent(typing("customer"))).toBeNull();
  expect(toPublicEphemeralEvent(read("customer"))).toBeNull();
});

test("a customer is sent the chatbot's text as it comes, and their place in the queue", () => {
  const piece = { turnId: "trn_1", attempt: 2, offset: 5, text: "Yes" } as const;

  expect(toPublicEphemeralEvent({ kind: "bot-words", sessionId, ...piece })).toEqual({
    kind: "bot-words",
    ...piece,
  });
  expect(toPublicEphemeralEvent({ kind: "position", sessionId, position: 4 })).toEqual({
    kind: "position",
    position: 4,
  });
});

test("typing is said every two seconds and believed for six, so that two may be lost", () => {
  expect([TYPING_INTERVAL_MS, TYPING_DECAY_MS]).toEqual([2_000, 6_000]);
});
