import { TRPCError } from "@trpc/server";
import { Refusal, type RefusalCode } from "#domain/model/refusal.ts";
import type { CallContext, Caller } from "./call-context.ts";

/** Refusals by which the app asks for more input in normal use. */
const ASKING: ReadonlySet<RefusalCode> = new Set(["proof-needed", "second-step-needed", "code-needed"]);
/** Refusals that count as guesses, whatever their tRPC code. */
const GUESSES: ReadonlySet<RefusalCode> = new Set(["wrong-password", "wrong-code"]);

const WHY: Partial<Record<TRPCError["code"], string>> = {
  UNAUTHORIZED: "unauthorized",
  FORBIDDEN: "forbidden",
  // The response to a foreign id is the same as to an unknown one.
  NOT_FOUND: "unknown",
  // Our clients never send malformed input, such as an extra key or a value of another type.
  BAD_REQUEST: "malformed",
};

/**
 * Logs a call that was refused because of its caller, its ids, its format or its rate. Refusals in normal use are not
 * logged.
 */
export function logRefusal(
  { logSecurityEvent, caller, address }: Pick<CallContext, "logSecurityEvent" | "caller" | "address">,
  what: string,
  error: unknown,
): void {
  if (!(error instanceof TRPCError)) return;
  const { code, cause } = error;
  if (code === "TOO_MANY_REQUESTS") return logSecurityEvent({ kind: "slowed", what, from: address });
  const refusal = cause instanceof Refusal ? cause.code : null;
  if (refusal !== null && ASKING.has(refusal)) return;
  const why = whyOf(code, refusal);
  if (why === undefined) return;
  const by = subjectOf(caller);
  logSecurityEvent({ kind: "refused", what, why, by, from: address });
}

function subjectOf(caller: Caller): string {
  if (caller.kind === "member") return caller.memberId;
  return caller.kind === "account" ? caller.userId : caller.kind;
}

function whyOf(code: TRPCError["code"], refusal: RefusalCode | null): string | undefined {
  if (refusal !== null && GUESSES.has(refusal)) return refusal;
  return code === "BAD_REQUEST" && refusal !== null ? undefined : WHY[code];
}
