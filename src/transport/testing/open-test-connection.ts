import { createTRPCClient } from "@trpc/client";
import { createMinimalTrpcClient } from "../trpc/minimal-trpc-client.ts";
import { ServerConnection, type ServerConnectionOptions } from "../connection/server-connection.ts";
import { trpcLink } from "../trpc/trpc-link.ts";
import { fakeSockets } from "./fake-socket.ts";
import { fakeEnvironment } from "./fake-environment.ts";
import { flushPromises } from "./manual-clock.ts";
import type { TestRouter } from "./test-router.ts";

/** Opens a connection with server, clock, randomness and network under the test's control. */
export function openTestConnection({
  params = () => null,
  onServerBuild,
}: Partial<Pick<ServerConnectionOptions, "params" | "onServerBuild">> = {}) {
  const network = fakeSockets();
  const page = { online: true, changed: () => {} };
  const { clock, environment } = fakeEnvironment({
    openWebSocket: network.openWebSocket,
    online: () => page.online,
    onNetworkOrVisibilityChange(changed) {
      page.changed = changed;
    },
  });
  const connection = new ServerConnection(
    { url: "ws://chat.example/trpc", params, ...(onServerBuild && { onServerBuild }) },
    environment,
  );
  const api = createMinimalTrpcClient<TestRouter>(connection);
  /** tRPC's own client on the same connection. */
  const stock = createTRPCClient<TestRouter>({ links: [trpcLink(connection)] });
  /** Starts a subscription, which makes the connection connect. */
  const subscribe = async () => {
    api.numbers.subscribe({ after: 0 }, { onData() {} });
    await flushPromises();
  };
  const connected = async () => {
    await subscribe();
    network.last().open();
    await flushPromises();
    return network.last();
  };
  const state = () => connection.state();
  const reconnect = () => connection.reconnect();
  return { ...network, connection, state, reconnect, clock, page, api, stock, subscribe, connected };
}

/** Observes the state of a promise so far. */
export function outcomeOf(promise: Promise<unknown>): {
  is: "pending" | "resolved" | "rejected";
  value: unknown;
} {
  const outcome: ReturnType<typeof outcomeOf> = { is: "pending", value: undefined };
  promise.then(
    (value) => Object.assign(outcome, { is: "resolved", value }),
    (value: unknown) => Object.assign(outcome, { is: "rejected", value }),
  );
  return outcome;
}
