import { describe, expect, test } from "bun:test";
import { audited, decided, refused } from "./decision.ts";
import { sessionOf } from "./fact.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./instant.ts";
import { authorKey } from "./message.ts";
import { Refusal } from "./refusal.ts";

const CHANGED = { kind: "members-changed", at: 1 } as const;

describe("an entry of the audit log", () => {
  test("is added to a decision that records something, beside its other changes", () => {
    const decision = decided([CHANGED], null, { members: [] });

    expect(audited(decision, "mem_ana", "customer-erased", { chats: 1 })).toEqual({
      ...decision,
      changes: {
        members: [],
        audit: { memberId: "mem_ana", action: "customer-erased", detail: { chats: 1 } },
      },
    });
  });

  test("is not added to one that records nothing, or is refused", () => {
    const nothing = decided([], null);
    const late = { ...refused("session-ended", null), facts: [CHANGED] };

    for (const decision of [nothing, late])
      expect(audited(decision, null, "customer-erased", { chats: 1 })).toBe(decision);
  });
});

test("a refusal has a code, maybe a name for the text, and maybe a time to wait", () => {
  const refusal = new Refusal("too-many", "5", 1_000);

  expect(refusal).toMatchObject({ name: "Refusal", message: "too-many", code: "too-many", detail: "5" });
  expect(refusal.retryAfterMs).toBe(1_000);
  expect(new Refusal("resync")).toMatchObject({ detail: null, retryAfterMs: null });
  expect(refused("already-taken", null, "Ada").refusal).toMatchObject({ detail: "Ada" });
});

test("client ids are unique among the customer's messages, the chatbot's, and each member's", () => {
  expect(authorKey({ kind: "customer" })).toBe("customer");
  expect(authorKey({ kind: "bot", name: "Robin", turnId: "trn_1" })).toBe("bot");
  expect(authorKey({ kind: "member", memberId: "mem_ada", name: "Ada" })).toBe("mem_ada");
});

test("a fact is about a session, or about the organization", () => {
  expect(sessionOf({ kind: "person-offered", sessionId: "ses_1", at: 1 })).toBe("ses_1");
  expect(sessionOf(CHANGED)).toBeNull();
});

test("spans are in milliseconds", () => {
  expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
});
