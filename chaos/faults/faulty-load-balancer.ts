import { createServer, type Socket, connect } from "node:net";
import type { SeededRandom } from "../support/seeded-random.ts";
import { ProxiedConnection, type ConnectionFaults, type FaultState } from "./proxied-connection.ts";

/** A TCP balancer on loopback that also does damage. */
export interface FaultyLoadBalancer extends AsyncDisposable {
  faults: ConnectionFaults;
  /** How often each fault was applied, and how many connections there were. */
  applied: () => FaultState["applied"];
  /** Cuts every connection of this moment. */
  cutAll: () => void;
  /** While it holds, nothing passes either way and nobody is told: a network that has gone silent. */
  blackhole: (holds: boolean) => void;
}

interface Address {
  host: string;
  port: number;
}

export interface FaultyLoadBalancerOptions {
  port: number;
  /** The instances; each new connection tries them in turn, beginning one further. */
  targets: () => readonly Address[];
  random: SeededRandom;
}

export const NO_FAULTS: ConnectionFaults = { lostAck: 0, cutInCall: 0, cutInAnswer: 0 };

/** Starts the proxy; it does no damage until `faults` says so. */
export async function startFaultyLoadBalancer({
  port,
  targets,
  random,
}: FaultyLoadBalancerOptions): Promise<FaultyLoadBalancer> {
  const pairs = new Set<ProxiedConnection>();
  const sabotage: FaultState = {
    faults: { ...NO_FAULTS },
    applied: { lostAck: 0, cutInCall: 0, cutInAnswer: 0, connections: 0 },
    isBlackholed: false,
    random,
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
    const pair = new ProxiedConnection(client, server, sabotage);
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
    blackhole: (holds) => void (sabotage.isBlackholed = holds),
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
