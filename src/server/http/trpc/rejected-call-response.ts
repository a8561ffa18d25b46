import { type AnyTRPCRouter, TRPCError } from "@trpc/server";
import { getErrorShape } from "@trpc/server/shared";
import type { CallRefusal, ClientMessage } from "./open-calls.ts";

/**
 * Creates the response to a refused call, through the error formatter of its router. If the call may be retried, it
 * says when, in `data.retryAfterMs`.
 */
export function rejectedCallResponse(
  router: AnyTRPCRouter,
  call: ClientMessage,
  refusal: CallRefusal,
): object {
  const { _config: config } = router._def;
  const { path } = call.params ?? {};
  const shape = getErrorShape({
    config,
    error: refusalToTrpc(refusal),
    type: call.method === "subscription.stop" ? "unknown" : call.method,
    path: typeof path === "string" ? path : undefined,
    input: undefined,
    ctx: undefined,
  });
  const data =
    refusal.kind === "too-fast" ? { ...shape.data, retryAfterMs: refusal.retryAfterMs } : shape.data;
  return { id: call.id, error: config.transformer.output.serialize({ ...shape, data }) };
}

function refusalToTrpc(refusal: CallRefusal): TRPCError {
  switch (refusal.kind) {
    case "batch-too-large":
      return new TRPCError({
        code: "BAD_REQUEST",
        message: `At most ${refusal.max} calls fit in one batch.`,
      });
    case "id-in-use":
      return new TRPCError({ code: "BAD_REQUEST", message: "A call with this id is still being answered." });
    case "too-many-in-flight":
      return new TRPCError({
        code: "TOO_MANY_REQUESTS",
        message: `At most ${refusal.max} calls can wait for their answer.`,
      });
    case "too-many-subscriptions":
      return new TRPCError({
        code: "TOO_MANY_REQUESTS",
        message: `At most ${refusal.max} subscriptions fit on one connection.`,
      });
    case "too-fast":
      return new TRPCError({ code: "TOO_MANY_REQUESTS", message: "Too many calls at once." });
  }
}
