import { createServer } from "node:net";

/** A third-party server that never responds and counts connections. */
export interface ForeignServer extends AsyncDisposable {
  origin: string;
  hits: () => number;
}

/** Starts the server on a free port of this machine. */
export async function startForeignServer(): Promise<ForeignServer> {
  let hits = 0;
  const server = createServer((socket) => {
    hits += 1;
    socket.on("error", () => {});
    socket.destroy();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    hits: () => hits,
    async [Symbol.asyncDispose]() {
      await new Promise((closed) => server.close(closed));
    },
  };
}
