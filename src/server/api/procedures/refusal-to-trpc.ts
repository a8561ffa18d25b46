import { TRPCError } from "@trpc/server";
import { findDatabaseUnavailable } from "../../db/store/database-unavailable.ts";
import { Refusal, type RefusalCode } from "#domain/model/refusal.ts";

/** The tRPC code of each refusal. Foreign and unknown ids get the same one: not found. */
const codes: Record<RefusalCode, TRPCError["code"]> = {
  "session-ended": "CONFLICT",
  "session-unknown": "NOT_FOUND",
  "customer-unknown": "NOT_FOUND",
  "outside-hours": "CONFLICT",
  "message-empty": "BAD_REQUEST",
  "message-too-long": "PAYLOAD_TOO_LARGE",
  "held-by-other": "CONFLICT",
  "nobody-waiting": "CONFLICT",
  "already-taken": "CONFLICT",
  "not-waiting": "CONFLICT",
  "not-held-by-you": "CONFLICT",
  "not-a-chat": "CONFLICT",
  "chat-open": "CONFLICT",
  "nothing-to-undo": "CONFLICT",
  "last-admin": "CONFLICT",
  "member-unknown": "NOT_FOUND",
  "name-of-company": "CONFLICT",
  "name-of-chatbot": "CONFLICT",
  "email-taken": "CONFLICT",
  "account-shared": "CONFLICT",
  "company-unknown": "NOT_FOUND",
  "invitation-of-another": "CONFLICT",
  "invitation-unknown": "NOT_FOUND",
  "setup-unknown": "FORBIDDEN",
  "reset-unknown": "NOT_FOUND",
  "weak-password": "BAD_REQUEST",
  "wrong-password": "BAD_REQUEST",
  "wrong-code": "BAD_REQUEST",
  "code-unreadable": "CONFLICT",
  "code-needed": "BAD_REQUEST",
  "proof-needed": "FORBIDDEN",
  "second-step-needed": "FORBIDDEN",
  "second-step-on": "CONFLICT",
  "second-step-off": "CONFLICT",
  "second-step-required": "CONFLICT",
  "login-unknown": "NOT_FOUND",
  "token-required": "BAD_REQUEST",
  "token-unreadable": "CONFLICT",
  "article-unknown": "NOT_FOUND",
  "article-changed": "CONFLICT",
  "article-deleted": "CONFLICT",
  "article-incomplete": "BAD_REQUEST",
  "too-many-articles": "CONFLICT",
  "too-many": "TOO_MANY_REQUESTS",
  resync: "PRECONDITION_FAILED",
};

/** Gives a refusal its tRPC code, and marks an outage as temporary. Any other error passes through unchanged. */
export function refusalToTrpc(error: TRPCError): TRPCError {
  const { cause } = error;
  if (cause instanceof Refusal) return new TRPCError({ code: codes[cause.code], message: cause.code, cause });
  const away = findDatabaseUnavailable(cause);
  return away === null
    ? error
    : new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Try again.", cause: away });
}
