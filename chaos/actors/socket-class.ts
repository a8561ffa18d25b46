import type { SocketClass } from "#link/wire.ts";

/** A WebSocket that says of itself what a browser would: where the page comes from, and its cookies. */
export function socketClass(headers: Record<string, string>): SocketClass {
  return class extends WebSocket {
    constructor(url: string) {
      super(url, { headers });
    }
  };
}
