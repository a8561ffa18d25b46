import { TRPCClientError, type OperationResultEnvelope, type TRPCLink } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { asRecord } from "../call-failure.ts";
import type { ServerConnection } from "../connection/server-connection.ts";

/**
 * The terminating link that lets tRPC's own client use our connection: `createTRPCClient({ links:
 * [trpcLink(connection)] })`. A call's `signal` cancels it; `context: { timeoutMs }` sets a timeout other than 10 s.
 */
export function trpcLink<Router extends AnyRouter>(connection: ServerConnection): TRPCLink<Router> {
  return () =>
    ({ op: { type, path, input, context, signal } }) =>
      observable((observer) => {
        const emit = (result: object) =>
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here the received data gets the router's types
          observer.next({ result, context } as OperationResultEnvelope<never, never>);
        const { timeoutMs } = context;
        if (signal?.aborted) {
          observer.complete();
          return () => {};
        }
        const cancel = connection.request(
          { type, path, input, ...(typeof timeoutMs === "number" && { timeoutMs }) },
          {
            onStarted: () => emit({ type: "started" }),
            onStopped() {
              emit({ type: "stopped" });
              observer.complete();
            },
            onData(data) {
              emit({ type: "data", data });
              if (type !== "subscription") observer.complete();
            },
            onError: (cause) => observer.error(TRPCClientError.from<Router>(toTrpcError(cause))),
          },
        );
        const abort = () => {
          cancel();
          observer.complete();
        };
        signal?.addEventListener("abort", abort);
        return () => {
          signal?.removeEventListener("abort", abort);
          cancel();
        };
      });
}

/** JSON-RPC's "internal error", for an error that did not come in a frame and has no such code. */
const NO_CODE = -32603;

/** Converts a server error to the form tRPC reads from a frame. Any other error is unchanged. */
function toTrpcError(cause: unknown): Error | object {
  const { shape } = asRecord(cause);
  if (shape) return { error: { code: NO_CODE, ...asRecord(shape) } };
  return cause instanceof Error ? cause : new Error(String(cause));
}
