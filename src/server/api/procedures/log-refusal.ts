import { TRPCError } from "@trpc/server";
import { Refusal, type RefusalCode } from "#domain/model/refusal.ts";
import type { CallContext } from "./call-context.ts";

/** How the app asks for something more, in the course of things. */
const ASKING: ReadonlySet<RefusalCode> = new Set(["proof-needed", "second-step-needed", "code-needed"]);
/** Guesses, whatever their tRPC code. */
const GUESSES: ReadonlySet<RefusalCode> = new Set(["wrong-password", "wrong-code"]);

const WHY: Partial<Record<TRPCError["code"], string>> = {
  UNAUTHORIZED: "unauthorized",
  FORBIDDEN: "forbidden",
  // What is another's answers like what is not there.
  NOT_FOUND: "unknown",
  // What no client of ours sends: a key too many, a value of another kind.
  BAD_REQUEST: "malformed",
};

/**
 * Tells of a call that was refused for who called, for what it named, for how it was put or for coming too often; not of
 * what people are refused in the course of things.
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
  const by = caller.kind === "member" ? caller.memberId : caller.kind;
  logSecurityEvent({ kind: "refused", what, why, by, from: address });
}

function whyOf(code: TRPCError["code"], refusal: RefusalCode | null): string | undefined {
  if (refusal !== null && GUESSES.has(refusal)) return refusal;
  return code === "BAD_REQUEST" && refusal !== null ? undefined : WHY[code];
}
