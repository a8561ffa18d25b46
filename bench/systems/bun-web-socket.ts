import type { SocketClass } from "#link/wire.ts";

/** Bun's WebSocket as a browser of `origin` would be, with the cookies of somebody who has signed in. */
export function bunWebSocket(origin: string, cookie: string | null): SocketClass {
  return class extends WebSocket {
    constructor(url: string) {
      // The browser's type, which is in force here, knows no headers; Bun's does.
      super(url, { headers: { origin, ...(cookie !== null && { cookie }) } } as unknown as string[]);
    }
  };
}
