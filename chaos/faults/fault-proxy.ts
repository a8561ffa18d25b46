import { createServer, type Socket, connect } from "node:net";
import type { Chance } from "../chance.ts";

/** How likely each fault is, for each piece of data that a client sends and that is long enough to be a call. */
export interface ProxyFaults {
  /** The server's answer is swallowed, and then the connection cut: the call was carried out, and nobody knows. */
  lostAck: number;
  /** Cut at a random byte of what the client sends. */
  cutInCall: number;
  /** Cut at a random byte of what the server sends, for each piece of that. */
  cutInAnswer: number;
}

/** A TCP balancer on loopback that also does damage. */
export interface FaultProxy extends AsyncDisposable {
  port: number;
  faults: ProxyFaults;
  /** How often each fault was applied. */
  applied: () => Record<keyof ProxyFaults | "connections", number>;
  /** Cuts every connection of this moment; half of them by RST, half by FIN. */
  cutAll: () => number;
  /** While it holds, nothing passes either way and nobody is told: a network that has gone silent. */
  blackhole: (holds: boolean) => void;
}

export interface FaultProxyOptions {
  port: number;
  /** Ports of the instances; each new connection tries them in turn, beginning one further. */
  targets: () => readonly number[];
  chance: Chance;
}

/** Shorter pieces are pings and the like. A call with its frame is longer. */
const CALL_BYTES = 150;
/** How long answers are swallowed before the connection is cut: longer than a commit takes. */
const SWALLOW_MS = 60;

export const NO_FAULTS: ProxyFaults = { lostAck: 0, cutInCall: 0, cutInAnswer: 0 };

interface Pair {
  client: Socket;
  server: Socket;
  swallows: boolean;
}

/** Starts the proxy; it does no damage until `faults` says so. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { chance } = options;
  const pairs = new Set<Pair>();
  const applied = { lostAck: 0, cutInCall: 0, cutInAnswer: 0, connections: 0 };
  let isBlack = false;
  let turn = 0;

  function cut(pair: Pair): void {
    pairs.delete(pair);
    for (const end of [pair.client, pair.server]) {
      if (chance.happens(1 / 2)) end.resetAndDestroy();
      else end.destroy();
    }
  }

  function fromClient(pair: Pair, data: Buffer): void {
    const { faults } = proxy;
    if (isBlack) return;
    if (data.length < CALL_BYTES || pair.swallows) return void pair.server.write(data);
    if (chance.happens(faults.cutInCall)) {
      applied.cutInCall += 1;
      pair.server.write(data.subarray(0, chance.whole(0, data.length - 1)), () => cut(pair));
      return;
    }
    pair.server.write(data);
    if (!chance.happens(faults.lostAck)) return;
    applied.lostAck += 1;
    pair.swallows = true;
    setTimeout(() => cut(pair), SWALLOW_MS);
  }

  function fromServer(pair: Pair, data: Buffer): void {
    if (isBlack || pair.swallows) return;
    if (chance.happens(proxy.faults.cutInAnswer)) {
      applied.cutInAnswer += 1;
      pair.client.write(data.subarray(0, chance.whole(0, data.length - 1)), () => cut(pair));
      return;
    }
    if (!pair.client.write(data)) {
      pair.server.pause();
      pair.client.once("drain", () => pair.server.resume());
    }
  }

  const listener = createServer((client) => {
    client.on("error", () => client.destroy());
    client.setNoDelay(true);
    client.pause();
    const ports = options.targets();
    turn += 1;
    void reach(ports, turn).then((server) => {
      if (server === null) return void client.resetAndDestroy();
      applied.connections += 1;
      const pair: Pair = { client, server, swallows: false };
      pairs.add(pair);
      client.on("data", (data: Buffer) => fromClient(pair, data));
      server.on("data", (data: Buffer) => fromServer(pair, data));
      for (const end of [client, server]) end.on("close", () => over(pair));
      server.on("end", () => client.end());
      client.on("end", () => server.end());
      client.resume();
    });
  });

  function over(pair: Pair): void {
    pairs.delete(pair);
    if (isBlack) return;
    pair.client.destroy();
    pair.server.destroy();
  }

  await new Promise<void>((resolve) => void listener.listen(options.port, "127.0.0.1", resolve));

  const proxy: FaultProxy = {
    port: options.port,
    faults: { ...NO_FAULTS },
    applied: () => ({ ...applied }),
    cutAll() {
      const all = [...pairs];
      for (const pair of all) cut(pair);
      return all.length;
    },
    blackhole: (holds) => void (isBlack = holds),
    async [Symbol.asyncDispose]() {
      for (const pair of pairs) cut(pair);
      await new Promise((resolve) => void listener.close(resolve));
    },
  };
  return proxy;
}

/** The first instance that takes a connection, beginning with number `turn`; `null` if none does. */
async function reach(ports: readonly number[], turn: number): Promise<Socket | null> {
  for (let step = 0; step < ports.length; step += 1) {
    const port = ports[(turn + step) % ports.length];
    const socket = port === undefined ? null : await dial(port);
    if (socket !== null) return socket;
  }
  return null;
}

function dial(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    socket.once("connect", () => resolve(socket));
    socket.on("error", () => {
      socket.destroy();
      resolve(null);
    });
  });
}
