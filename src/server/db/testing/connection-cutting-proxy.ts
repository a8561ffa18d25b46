import type { Socket } from "bun";

/** When the connection to the database is cut, relative to a commit. */
type Cut = "before the commit" | "after the commit";

/** A proxy in front of Postgres that can cut a connection at a commit. */
export interface CuttingProxy extends AsyncDisposable {
  url: string;
  /** Cuts the connection of the next commit. */
  arm(cut: Cut): void;
  /** The number of connections cut so far. */
  cuts(): number;
  /** Closes all connections and refuses new ones, like a stopped server. */
  down(): void;
  up(): void;
}

interface Pair {
  client: Socket<Side> | null;
  server: Socket<Side> | null;
  /** Data that the client sent before the server was connected. */
  early: Buffer[];
  /** Whether the server's next response is dropped and both ends are closed. */
  isDoomed: boolean;
}

interface Side {
  pair: Pair;
}

const COMMIT = "COMMIT";

/** Opens a proxy in front of the database at `url`. */
export function openCuttingProxy(url: string): CuttingProxy {
  const target = new URL(url);
  const pairs = new Set<Pair>();
  let armed: Cut | null = null;
  let cuts = 0;

  function hangUp(pair: Pair): void {
    pairs.delete(pair);
    pair.client?.terminate();
    pair.server?.terminate();
  }

  function cut(pair: Pair): void {
    cuts += 1;
    hangUp(pair);
  }

  const toServer = {
    open(server: Socket<Side>) {
      const { pair } = server.data;
      pair.server = server;
      for (const chunk of pair.early.splice(0)) server.write(chunk);
    },
    data({ data: { pair } }: Socket<Side>, chunk: Buffer) {
      if (pair.isDoomed) cut(pair);
      else pair.client?.write(chunk);
    },
    close: ({ data: { pair } }: Socket<Side>) => void pair.client?.end(),
    error() {},
    connectError: ({ data: { pair } }: Socket<Side>) => void pair.client?.end(),
  };
  const listen = (at: number) => Bun.listen<Side>({ hostname: "127.0.0.1", port: at, socket: toClient });
  const toClient = {
    open(client: Socket<Side>) {
      const pair: Pair = { client, server: null, early: [], isDoomed: false };
      client.data = { pair };
      pairs.add(pair);
      const to = { hostname: target.hostname, port: Number(target.port) };
      void Bun.connect<Side>({ ...to, data: { pair }, socket: toServer }).catch(() => client.end());
    },
    data({ data: { pair } }: Socket<Side>, chunk: Buffer) {
      if (armed !== null && chunk.includes(COMMIT)) {
        const where = armed;
        armed = null;
        if (where === "before the commit") return cut(pair);
        pair.isDoomed = true;
      }
      if (pair.server === null) pair.early.push(Buffer.from(chunk));
      else pair.server.write(chunk);
    },
    close({ data: { pair } }: Socket<Side>) {
      pairs.delete(pair);
      pair.server?.end();
    },
    error() {},
  };
  let listener = listen(0);
  const { port } = listener;
  return {
    url: Object.assign(new URL(url), { port: String(port) }).href,
    arm: (where) => void (armed = where),
    cuts: () => cuts,
    down() {
      listener.stop(true);
      for (const pair of pairs) hangUp(pair);
    },
    up: () => void (listener = listen(port)),
    async [Symbol.asyncDispose]() {
      listener.stop(true);
    },
  };
}
