import { expect, test } from "bun:test";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { Refusal, type RefusalCode } from "#domain/model/refusal.ts";
import { DatabaseUnavailable } from "../../db/store/database-unavailable.ts";
import { refusalToTrpc } from "./refusal-to-trpc.ts";

function thrown(cause: unknown): TRPCError {
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause });
}

/** The refusals by the HTTP status that clients, proxies and operators go by. */
const BY_STATUS: readonly (readonly [string, number, readonly RefusalCode[]])[] = [
  [
    "what is foreign or unknown is not found",
    404,
    ["session-unknown", "customer-unknown", "member-unknown", "invitation-unknown", "login-unknown"],
  ],
  [
    "what was typed wrongly is a bad request",
    400,
    ["message-empty", "weak-password", "wrong-password", "wrong-code", "code-needed", "token-required"],
  ],
  ["what is too long is too large", 413, ["message-too-long"]],
  [
    "what the state does not allow is a conflict",
    409,
    [
      "session-ended",
      "held-by-other",
      "nobody-waiting",
      "already-taken",
      "not-waiting",
      "not-held-by-you",
      "not-a-chat",
      "chat-open",
      "nothing-to-undo",
      "last-admin",
      "email-taken",
      "code-unreadable",
      "second-step-on",
      "second-step-off",
      "second-step-required",
      "token-unreadable",
    ],
  ],
  [
    "what somebody may not do, or not yet, is forbidden",
    403,
    ["setup-unknown", "proof-needed", "second-step-needed"],
  ],
  ["what comes too fast may come later", 429, ["too-many"]],
  ["a cursor that is ahead has to begin anew", 412, ["resync"]],
];

test.each(BY_STATUS)("%s: %i", (_, status, codes) => {
  for (const code of codes) {
    const error = refusalToTrpc(thrown(new Refusal(code)));
    expect([code, error.message, getHTTPStatusCodeFromError(error)]).toEqual([code, code, status]);
    expect(error.cause).toBeInstanceOf(Refusal);
  }
});

test("a database that does not answer is unavailable for a while, and says nothing more", () => {
  const error = refusalToTrpc(thrown(new DatabaseUnavailable(false, new Error("ECONNREFUSED db:5432"))));

  expect([error.message, error.code, getHTTPStatusCodeFromError(error)]).toEqual([
    "Try again.",
    "SERVICE_UNAVAILABLE",
    503,
  ]);
});

test("any other error passes as it is", () => {
  const error = thrown(new Error("a bug"));

  expect(refusalToTrpc(error)).toBe(error);
});
