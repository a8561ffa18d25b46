import { connect, createServer, type Socket } from "node:net";

/** A simple TCP load balancer: connections go to the instances in turn, skipping those that refuse. */
export interface TcpLoadBalancer extends AsyncDisposable {
  port: number;
  /** Ends every connection at once, as when a machine disappears. */
  cutAll(): void;
  /** How many connections each instance was given. */
  connectionCounts(): readonly number[];
}

/**
 * Balances between `ports` of this machine, to which more may be added later; on `port`, or a free one. Does not inspect
 * the data.
 */
export async function startTcpLoadBalancer(ports: readonly number[], port = 0): Promise<TcpLoadBalancer> {
  const counts: number[] = [];
  const open = new Set<Socket>();
  let turn = 0;

  function track(socket: Socket): void {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    // A broken connection concerns only its two ends.
    socket.on("error", () => socket.destroy());
  }

  function proxy(client: Socket, triesLeft: number): void {
    const index = turn++ % ports.length;
    const instance = connect({ host: "127.0.0.1", port: ports[index] ?? 0 });
    track(instance);
    let isUp = false;
    instance.once("connect", () => {
      isUp = true;
      counts[index] = (counts[index] ?? 0) + 1;
      client.pipe(instance).pipe(client);
    });
    instance.once("close", () => {
      if (isUp || triesLeft === 0) client.destroy();
      else if (!client.destroyed) proxy(client, triesLeft - 1);
    });
    client.once("close", () => instance.destroy());
  }

  const server = createServer({ pauseOnConnect: true }, (client) => {
    track(client);
    client.setNoDelay(true);
    proxy(client, ports.length - 1);
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
    connectionCounts: () => ports.map((_, index) => counts[index] ?? 0),
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
