import { connect, createServer, type Socket } from "node:net";

/** A TCP balancer as plain as they come: connections go to the machines in turn, past those that refuse. */
export interface TcpLoadBalancer extends AsyncDisposable {
  port: number;
  /** Makes a connection end at once however far it is, as a machine's disappearing does. */
  cutAll(): void;
  /** How many connections each machine was given. */
  connectionCounts(): readonly number[];
}

/**
 * Balances between `ports` of this machine, of which there may be more later; on `port`, or a free one. Nothing is
 * known of what goes through.
 */
export async function startTcpLoadBalancer(ports: readonly number[], port = 0): Promise<TcpLoadBalancer> {
  const given: number[] = [];
  const open = new Set<Socket>();
  let turn = 0;

  function keep(socket: Socket): void {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    // A connection that breaks is news to its two ends only.
    socket.on("error", () => socket.destroy());
  }

  function join(client: Socket, triesLeft: number): void {
    const choice = turn++ % ports.length;
    const machine = connect({ host: "127.0.0.1", port: ports[choice] ?? 0 });
    keep(machine);
    let isUp = false;
    machine.once("connect", () => {
      isUp = true;
      given[choice] = (given[choice] ?? 0) + 1;
      client.pipe(machine).pipe(client);
    });
    machine.once("close", () => {
      if (isUp || triesLeft === 0) client.destroy();
      else if (!client.destroyed) join(client, triesLeft - 1);
    });
    client.once("close", () => machine.destroy());
  }

  const server = createServer({ pauseOnConnect: true }, (client) => {
    keep(client);
    client.setNoDelay(true);
    join(client, ports.length - 1);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    cutAll() {
      for (const socket of open) socket.destroy();
    },
    connectionCounts: () => ports.map((_, choice) => given[choice] ?? 0),
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
