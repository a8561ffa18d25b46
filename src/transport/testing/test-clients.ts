import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from "@trpc/client";
import { createMinimalTrpcClient } from "../trpc/minimal-trpc-client.ts";
import { ServerConnection } from "../connection/server-connection.ts";
import { trpcLink } from "../trpc/trpc-link.ts";
import { browserEnvironment } from "../browser-environment.ts";
import type { TestRouter } from "./test-router.ts";

/** A client of the test router, by whatever way. */
export interface TestClient extends AsyncDisposable {
  api: TRPCClient<TestRouter>;
}

/** Chance that makes every wait a short one. */
const almostNone = () => 0.01;

type Params = () => Record<string, string> | null;

/** tRPC's own client, as the measure of ours. */
export function stock(url: string, params?: Params): TestClient {
  const client = createWSClient({ url, retryDelayMs: () => 5, ...(params && { connectionParams: params }) });
  const api = createTRPCClient<TestRouter>({ links: [wsLink({ client })] });
  return { api, [Symbol.asyncDispose]: () => client.close() };
}

/** A link of a page that is always looked at and always online, until somebody leaves it. */
function openConnection(url: string, params: Params = () => null) {
  const sockets: WebSocket[] = [];
  let gone = false;
  const environment = {
    ...browserEnvironment,
    after: (ms: number, work: () => void) => browserEnvironment.after(ms, () => gone || work()),
    random: almostNone,
    openWebSocket(address: string) {
      const socket = new WebSocket(address);
      sockets.push(socket);
      return socket;
    },
    online: () => true,
    onNetworkOrVisibilityChange() {},
  };
  const connection = new ServerConnection({ url, params }, environment);
  async function leave() {
    gone = true;
    for (const socket of sockets) socket.close();
  }
  return { link: connection, [Symbol.asyncDispose]: leave };
}

/** tRPC's client over our link. */
export function linked(url: string, params?: Params): TestClient & { link: ServerConnection } {
  const page = openConnection(url, params);
  return { ...page, api: createTRPCClient<TestRouter>({ links: [trpcLink(page.link)] }) };
}

/** Our client over our link. */
function direct(url: string, params?: Params): TestClient & { link: ServerConnection } {
  const page = openConnection(url, params);
  return { ...page, api: createMinimalTrpcClient<TestRouter>(page.link) };
}

/** Both of ours, by name. */
export const OUR_CLIENTS = { "our link": linked, "our direct client": direct };
