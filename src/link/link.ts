import { TRPCClientError, type OperationResultEnvelope, type TRPCLink } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { Exchange, type LinkControl, type LinkOptions } from "./exchange.ts";

export interface Link<Router extends AnyRouter> extends LinkControl {
  /** The terminating link for `createTRPCClient({ links: [link] })`. */
  link: TRPCLink<Router>;
}

/**
 * One WebSocket for queries, mutations and subscriptions, in tRPC's wire format. It connects at the first call.
 *
 * - A query outlives the connection: it is sent again. A mutation does not: it fails, and `isConnectionLost` tells that
 *   nobody knows whether it was carried out. One made while there is no connection waits 10 s for it.
 * - A subscription outlives the connection: it is started again with its input as it is by then. With
 *   `context: { ownCursor: true }` it fails instead, and its owner starts it again; `follow` does that.
 * - No answer within 10 s means that the connection is dead; `context: { timeoutMs }` gives a slow procedure longer.
 * - After a refusal calls fail with the server's error and subscriptions wait for `reconnect()`.
 */
export function createLink<Router extends AnyRouter>(options: LinkOptions): Link<Router> {
  const exchange = new Exchange(options);
  const link: TRPCLink<Router> =
    () =>
    ({ op }) =>
      observable((observer) =>
        exchange.request(op, {
          next: (result) =>
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here what came over the wire meets the router's types
            observer.next({ result, context: op.context } as OperationResultEnvelope<never, never>),
          error: (cause) => observer.error(TRPCClientError.from<Router>(cause)),
          complete: () => observer.complete(),
        }),
      );
  return Object.assign(exchange, { link });
}
