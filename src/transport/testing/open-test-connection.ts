import { createTRPCClient } from "@trpc/client";
import { createMinimalTrpcClient } from "../trpc/minimal-trpc-client.ts";
import { ServerConnection, type ServerConnectionOptions } from "../connection/server-connection.ts";
import { trpcLink } from "../trpc/trpc-link.ts";
import { fakeSockets } from "./fake-socket.ts";
import { fakeEnvironment } from "./fake-environment.ts";
import { flushPromises } from "./manual-clock.ts";
import type { TestRouter } from "./test-router.ts";

/** A link whose server, clock, chance and network are the test. */
export function openTestConnection({
  params = () => null,
  onServerBuild,
}: Partial<Pick<ServerConnectionOptions, "params" | "onServerBuild">> = {}) {
  const net = fakeSockets();
  const page = { online: true, changed: () => {} };
  const { clock, world: environment } = fakeEnvironment({
    openWebSocket: net.dial,
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
  /** The same server for tRPC's own client. */
  const stock = createTRPCClient<TestRouter>({ links: [trpcLink(connection)] });
  /** A subscription that never hears anything: it makes the link want a connection. */
  const want = async () => {
    api.numbers.subscribe({ after: 0 }, { onData() {} });
    await flushPromises();
  };
  const connected = async () => {
    await want();
    net.last().open();
    await flushPromises();
    return net.last();
  };
  const state = () => connection.state();
  const reconnect = () => connection.reconnect();
  return { ...net, link: connection, state, reconnect, clock, page, api, stock, want, connected };
}

/** What became of a promise, so far. */
export function outcomeOf(promise: Promise<unknown>): { is: "pending" | "kept" | "broken"; value: unknown } {
  const seen: ReturnType<typeof outcomeOf> = { is: "pending", value: undefined };
  promise.then(
    (value) => Object.assign(seen, { is: "kept", value }),
    (value: unknown) => Object.assign(seen, { is: "broken", value }),
  );
  return seen;
}
