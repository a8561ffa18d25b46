import { createServer, type Socket, connect } from "node:net";
import type { SeededRandom } from "../support/seeded-random.ts";
import { ProxiedConnection, type ConnectionFaults, type FaultState } from "./proxied-connection.ts";

/** A TCP balancer on loopback that also injects faults. */
export interface FaultyLoadBalancer extends AsyncDisposable {
  faults: ConnectionFaults;
  /** How often each fault was applied, and how many connections there were. */
  applied: () => FaultState["applied"];
  /** Cuts every open connection. */
  cutAll: () => void;
  /** Turns a silent network on or off: all data is dropped in both directions and no connection is closed. */
  blackhole: (isOn: boolean) => void;
}

interface Address {
  host: string;
  port: number;
}

export interface FaultyLoadBalancerOptions {
  port: number;
  /** The instances. Each new connection tries them in turn, starting one place further than the last. */
  targets: () => readonly Address[];
  random: SeededRandom;
}

export const NO_FAULTS: ConnectionFaults = { lostAck: 0, cutInCall: 0, cutInAnswer: 0 };

/** Starts the balancer. It injects no faults until `faults` is set. */
export async function startFaultyLoadBalancer({
  port,
  targets,
  random,
}: FaultyLoadBalancerOptions): Promise<FaultyLoadBalancer> {
  const connections = new Set<ProxiedConnection>();
  const faultState: FaultState = {
    faults: { ...NO_FAULTS },
    applied: { lostAck: 0, cutInCall: 0, cutInAnswer: 0, connections: 0 },
    isBlackholed: false,
    random,
  };
  let turn = 0;

  async function proxy(client: Socket): Promise<void> {
    client.on("error", () => client.destroy());
    client.setNoDelay(true);
    client.pause();
    turn += 1;
    const server = await connectToFirst(targets(), turn);
    if (server === null) {
      client.resetAndDestroy();
      return;
    }
    faultState.applied.connections += 1;
    const connection = new ProxiedConnection(client, server, faultState);
    connections.add(connection);
    connection.onClose(() => connections.delete(connection));
    client.resume();
  }

  const listener = createServer((client) => void proxy(client));
  await new Promise<void>((resolve) => void listener.listen(port, "127.0.0.1", resolve));

  function cutAll(): void {
    for (const connection of connections) connection.cut();
  }

  return {
    faults: faultState.faults,
    applied: () => ({ ...faultState.applied }),
    cutAll,
    blackhole: (isOn) => void (faultState.isBlackholed = isOn),
    async [Symbol.asyncDispose]() {
      cutAll();
      await new Promise((resolve) => void listener.close(resolve));
    },
  };
}

/** Connects to the first instance that accepts, starting with number `turn`; `null` if none does. */
async function connectToFirst(targets: readonly Address[], turn: number): Promise<Socket | null> {
  for (let step = 0; step < targets.length; step += 1) {
    const target = targets[(turn + step) % targets.length];
    const socket = target === undefined ? null : await connectTo(target);
    if (socket !== null) return socket;
  }
  return null;
}

function connectTo({ host, port }: Address): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    socket.once("connect", () => resolve(socket));
    socket.on("error", () => {
      socket.destroy();
      resolve(null);
    });
  });
}
