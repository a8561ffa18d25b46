import type { SocketClass } from "#link/wire.ts";

/** A WebSocket that says of itself what a browser would: where the page comes from, and its cookies. */
export function socketClass(headers: Record<string, string>): SocketClass {
  return class extends WebSocket {
    constructor(url: string) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Bun takes options where the browser's type knows of protocols only
      super(url, { headers } as unknown as string[]);
    }
  };
}
