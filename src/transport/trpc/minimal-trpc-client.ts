import type { TRPCClient } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";
import type { CallHandlers } from "../connection/pending-calls.ts";
import type { ServerConnection } from "../connection/server-connection.ts";

/**
 * Creates a client like `createTRPCClient({ links: [trpcLink(connection)] })`, but without tRPC's own client: the
 * same calls, the same types, 5 kB less for a customer to load. Errors are plain `Error`s with the server's `data`
 * and `shape`. A subscription needs its callbacks; there is no `for await`. `signal` and `context` are ignored.
 * @see {@link ServerConnection} for what happens to calls when the connection is lost
 */
export function createMinimalTrpcClient<Router extends AnyRouter>(
  connection: ServerConnection,
): TRPCClient<Router> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a proxy answers to every name; the router's type says which there are
  return procedureProxy(connection, []) as TRPCClient<Router>;
}

/** Builds calls from names: `api.message.send.mutate(input)` is the path `message.send`, then the verb. */
function procedureProxy(connection: ServerConnection, names: string[]): unknown {
  return new Proxy(() => {}, {
    get: (_, name) => procedureProxy(connection, [...names, String(name)]),
    apply: (_, __, [input, handlers]: [unknown, CallHandlers?]) =>
      callProcedure(connection, names, input, handlers),
  });
}

function callProcedure(
  connection: ServerConnection,
  names: string[],
  input: unknown,
  handlers: CallHandlers = {},
): unknown {
  const path = names.slice(0, -1).join(".");
  const verb = names.at(-1);
  if (verb === "subscribe")
    return { unsubscribe: connection.request({ type: "subscription", path, input }, handlers) };
  const type = verb === "mutate" ? "mutation" : "query";
  return new Promise((onData, onError) => connection.request({ type, path, input }, { onData, onError }));
}
