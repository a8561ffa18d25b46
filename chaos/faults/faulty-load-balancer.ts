import { createServer, type Socket, connect } from "node:net";
import type { Chance } from "../support/seeded-random.ts";
import { ProxiedPair, type ProxyFaults, type Sabotage } from "./proxied-connection.ts";

/** A TCP balancer on loopback that also does damage. */
export interface FaultProxy extends AsyncDisposable {
  faults: ProxyFaults;
  /** How often each fault was applied, and how many connections there were. */
  applied: () => Sabotage["applied"];
  /** Cuts every connection of this moment. */
  cutAll: () => void;
  /** While it holds, nothing passes either way and nobody is told: a network that has gone silent. */
  blackhole: (holds: boolean) => void;
}

interface Address {
  host: string;
  port: number;
}

export interface FaultProxyOptions {
  port: number;
  /** The instances; each new connection tries them in turn, beginning one further. */
  targets: () => readonly Address[];
  chance: Chance;
}

export const NO_FAULTS: ProxyFaults = { lostAck: 0, cutInCall: 0, cutInAnswer: 0 };

/** Starts the proxy; it does no damage until `faults` says so. */
export async function startFaultProxy({ port, targets, chance }: FaultProxyOptions): Promise<FaultProxy> {
  const pairs = new Set<ProxiedPair>();
  const sabotage: Sabotage = {
    faults: { ...NO_FAULTS },
    applied: { lostAck: 0, cutInCall: 0, cutInAnswer: 0, connections: 0 },
    isBlack: false,
    chance,
  };
  let turn = 0;

  async function join(client: Socket): Promise<void> {
    client.on("error", () => client.destroy());
    client.setNoDelay(true);
    client.pause();
    turn += 1;
    const server = await reach(targets(), turn);
    if (server === null) {
      client.resetAndDestroy();
      return;
    }
    sabotage.applied.connections += 1;
    const pair = new ProxiedPair(client, server, sabotage);
    pairs.add(pair);
    pair.onClose(() => pairs.delete(pair));
    client.resume();
  }

  const listener = createServer((client) => void join(client));
  await new Promise<void>((resolve) => void listener.listen(port, "127.0.0.1", resolve));

  function cutAll(): void {
    for (const pair of pairs) pair.cut();
  }

  return {
    faults: sabotage.faults,
    applied: () => ({ ...sabotage.applied }),
    cutAll,
    blackhole: (holds) => void (sabotage.isBlack = holds),
    async [Symbol.asyncDispose]() {
      cutAll();
      await new Promise((resolve) => void listener.close(resolve));
    },
  };
}

/** The first instance that takes a connection, beginning with number `turn`; `null` if none does. */
async function reach(targets: readonly Address[], turn: number): Promise<Socket | null> {
  for (let step = 0; step < targets.length; step += 1) {
    const target = targets[(turn + step) % targets.length];
    const socket = target === undefined ? null : await dial(target);
    if (socket !== null) return socket;
  }
  return null;
}

function dial({ host, port }: Address): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    socket.once("connect", () => resolve(socket));
    socket.on("error", () => {
      socket.destroy();
      resolve(null);
    });
  });
}
