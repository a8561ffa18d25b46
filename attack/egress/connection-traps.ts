import { createServer, type Server, type Socket } from "node:net";

/** A connection that somebody made to where nobody may. */
export interface Hit {
  to: string;
  sent: string;
}

/** Everything that listens where no chatbot lives. */
export interface ConnectionTraps extends AsyncDisposable {
  hits: () => readonly Hit[];
  ports: readonly number[];
}

const FORBIDDEN_PORTS = [80, 443, 8080, 11_434];
/** What stays of it: enough to see a header in. */
const KEPT = 4_000;

/**
 * Listens on every address of the machine, by both families. `ports` none: on a free one.
 *
 * @param isAllowed - connections to that address are nobody's but the allowed server's
 */
export async function openConnectionTraps(
  ports: readonly number[] = FORBIDDEN_PORTS,
): Promise<ConnectionTraps> {
  const hits: Hit[] = [];
  const servers: Server[] = [];
  const take = (socket: Socket) => {
    const hit = { to: `${socket.localAddress}:${socket.localPort}`, sent: "" };
    hits.push(hit);
    socket.on("data", (data) => (hit.sent = (hit.sent + data.toString("latin1")).slice(0, KEPT)));
    socket.on("error", () => {});
    socket.setTimeout(1_000, () => socket.destroy());
  };
  const listening: number[] = [];
  for (const port of ports) {
    const server = createServer(take);
    servers.push(server);
    listening.push(await listen(server, port));
  }
  return {
    hits: () => hits,
    ports: listening,
    async [Symbol.asyncDispose]() {
      for (const server of servers) server.close();
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, "::", resolve);
  await promise;
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}
