import { createTRPCClient } from "@trpc/client";
import { directClient } from "../trpc/minimal-trpc-client.ts";
import { Link } from "../connection/server-connection.ts";
import { trpcLink } from "../trpc/trpc-link.ts";
import { fakeSockets } from "./fake-socket.ts";
import { fakeWorld } from "./fake-environment.ts";
import { settle } from "./manual-clock.ts";
import type { TestRouter } from "./test-router.ts";

/** A link whose server, clock, chance and network are the test. */
export function openLink({ params = () => null }: { params?: () => Record<string, string> | null } = {}) {
  const net = fakeSockets();
  const page = { online: true, changed: () => {} };
  const { clock, world } = fakeWorld({
    dial: net.dial,
    online: () => page.online,
    onLook(changed) {
      page.changed = changed;
    },
  });
  const link = new Link({ url: "ws://chat.example/trpc", params }, world);
  const api = directClient<TestRouter>(link);
  /** The same server for tRPC's own client. */
  const stock = createTRPCClient<TestRouter>({ links: [trpcLink(link)] });
  /** A subscription that never hears anything: it makes the link want a connection. */
  const want = async () => {
    api.numbers.subscribe({ after: 0 }, { onData() {} });
    await settle();
  };
  const connected = async () => {
    await want();
    net.last().open();
    await settle();
    return net.last();
  };
  const state = () => link.state();
  const reconnect = () => link.reconnect();
  return { ...net, link, state, reconnect, clock, page, api, stock, want, connected };
}

/** What became of a promise, so far. */
export function fate(promise: Promise<unknown>): { is: "pending" | "kept" | "broken"; value: unknown } {
  const seen: ReturnType<typeof fate> = { is: "pending", value: undefined };
  promise.then(
    (value) => Object.assign(seen, { is: "kept", value }),
    (value: unknown) => Object.assign(seen, { is: "broken", value }),
  );
  return seen;
}
