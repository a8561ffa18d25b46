import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from "@trpc/client";
import { createMinimalTrpcClient } from "../trpc/minimal-trpc-client.ts";
import { ServerConnection } from "../connection/server-connection.ts";
import { trpcLink } from "../trpc/trpc-link.ts";
import { browserEnvironment } from "../browser-environment.ts";
import type { TestRouter } from "./test-router.ts";

/** A client of the test router. */
export interface TestClient extends AsyncDisposable {
  api: TRPCClient<TestRouter>;
}

/** Randomness that makes every back-off short. */
const almostZero = () => 0.01;

type Params = () => Record<string, string> | null;

/** Creates tRPC's own client, to compare ours with. */
export function stock(url: string, params?: Params): TestClient {
  const client = createWSClient({ url, retryDelayMs: () => 5, ...(params && { connectionParams: params }) });
  const api = createTRPCClient<TestRouter>({ links: [wsLink({ client })] });
  return { api, [Symbol.asyncDispose]: () => client.close() };
}

/** Opens a connection of a page that is always visible and online, until it is closed. */
function openConnection(url: string, params: Params = () => null) {
  const sockets: WebSocket[] = [];
  let isClosed = false;
  const environment = {
    ...browserEnvironment,
    after: (ms: number, work: () => void) => browserEnvironment.after(ms, () => isClosed || work()),
    random: almostZero,
    openWebSocket(address: string) {
      const socket = new WebSocket(address);
      sockets.push(socket);
      return socket;
    },
    online: () => true,
    onNetworkOrVisibilityChange() {},
  };
  const connection = new ServerConnection({ url, params }, environment);
  async function close() {
    isClosed = true;
    for (const socket of sockets) socket.close();
  }
  return { connection, [Symbol.asyncDispose]: close };
}

/** Creates tRPC's own client over our connection. */
export function stockOverOurConnection(
  url: string,
  params?: Params,
): TestClient & { connection: ServerConnection } {
  const page = openConnection(url, params);
  return { ...page, api: createTRPCClient<TestRouter>({ links: [trpcLink(page.connection)] }) };
}

/** Creates our client over our connection. */
function minimal(url: string, params?: Params): TestClient & { connection: ServerConnection } {
  const page = openConnection(url, params);
  return { ...page, api: createMinimalTrpcClient<TestRouter>(page.connection) };
}

/** Both clients over our connection, by name. */
export const OUR_CLIENTS = {
  "the stock client over our connection": stockOverOurConnection,
  "our minimal client": minimal,
};
