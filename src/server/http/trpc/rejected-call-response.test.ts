import { expect, test } from "bun:test";
import { createTestRouter, PLAIN } from "../testing/test-router.ts";
import type { CallRefusal } from "./open-calls.ts";
import { rejectedCallResponse } from "./rejected-call-response.ts";

const CALL = { id: 7, method: "query", params: { path: "echo" } } as const;

function responseTo(refusal: CallRefusal, call: Parameters<typeof rejectedCallResponse>[1] = CALL) {
  return rejectedCallResponse(createTestRouter(PLAIN), call, refusal);
}

test.each([
  [{ kind: "batch-too-large", max: 10 }, "BAD_REQUEST", "At most 10 calls fit in one batch."],
  [{ kind: "id-in-use" }, "BAD_REQUEST", "A call with this id is still being answered."],
  [
    { kind: "too-many-in-flight", max: 128 },
    "TOO_MANY_REQUESTS",
    "At most 128 calls can wait for their answer.",
  ],
  [
    { kind: "too-many-subscriptions", max: 8 },
    "TOO_MANY_REQUESTS",
    "At most 8 subscriptions fit on one connection.",
  ],
  [{ kind: "too-fast", retryAfterMs: 5 }, "TOO_MANY_REQUESTS", "Too many calls at once."],
] as const)("a call that is refused for %j is answered with its reason", (refusal, code, message) => {
  expect(responseTo(refusal)).toMatchObject({
    id: 7,
    error: { message, data: { code, path: "echo", isFormatted: true } },
  });
});

function dataOf(refusal: CallRefusal): object {
  return (responseTo(refusal) as { error: { data: object } }).error.data;
}

test("only a call that comes too fast is told when it may come again", () => {
  expect(dataOf({ kind: "too-fast", retryAfterMs: 5 })).toHaveProperty("retryAfterMs", 5);
  expect(dataOf({ kind: "too-many-in-flight", max: 1 })).not.toHaveProperty("retryAfterMs");
});

test("a call that names no procedure is answered too, through the router's transformer", () => {
  const transformer = { ...PLAIN, serialize: (value: unknown) => ({ serialized: value }) };
  const nameless = { id: "a", method: "subscription.stop", params: { path: 7 } } as const;
  const response = rejectedCallResponse(createTestRouter(transformer), nameless, { kind: "id-in-use" });

  expect(response).toMatchObject({ id: "a", error: { serialized: { data: { code: "BAD_REQUEST" } } } });
  expect(JSON.stringify(response)).not.toContain("path");
});
