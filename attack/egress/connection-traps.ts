import { createServer, type Server, type Socket } from "node:net";

/** A connection to a forbidden address. */
export interface Hit {
  to: string;
  sent: string;
}

/** Servers that listen on forbidden addresses. */
export interface ConnectionTraps extends AsyncDisposable {
  hits: () => readonly Hit[];
  ports: readonly number[];
}

const FORBIDDEN_PORTS = [80, 443, 8080, 11_434];
/** How much of the received data is kept: enough for the headers. */
const KEPT = 4_000;

/**
 * Listens on every IPv4 and IPv6 address of the machine.
 *
 * @param ports - 0 picks a free one
 */
export async function openConnectionTraps(
  ports: readonly number[] = FORBIDDEN_PORTS,
): Promise<ConnectionTraps> {
  const hits: Hit[] = [];
  const servers: Server[] = [];
  const recordHit = (socket: Socket) => {
    const hit = { to: `${socket.localAddress}:${socket.localPort}`, sent: "" };
    hits.push(hit);
    socket.on("data", (data) => (hit.sent = (hit.sent + data.toString("latin1")).slice(0, KEPT)));
    socket.on("error", () => {});
    socket.setTimeout(1_000, () => socket.destroy());
  };
  const listening: number[] = [];
  for (const port of ports) {
    const server = createServer(recordHit);
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
