import { browserEnvironment, type BrowserEnvironment } from "#transport/browser-environment.ts";

/** A browser environment for one connection, which can be closed. */
export interface ClientEnvironment {
  environment: BrowserEnvironment;
  /** Closes its sockets and cancels its timers; no new ones start. */
  close: () => void;
}

/** Creates the environment of a page of `origin`, with the cookie of a signed-in member if given. */
export function createClientEnvironment(origin: string, cookie: string | null): ClientEnvironment {
  const timers = new Set<() => void>();
  const sockets = new Set<WebSocket>();
  let isClosed = false;

  const environment: BrowserEnvironment = {
    ...browserEnvironment,
    online: () => true,
    onNetworkOrVisibilityChange() {},
    after(ms, work) {
      if (isClosed) return () => {};
      const cancel = browserEnvironment.after(ms, () => {
        timers.delete(cancel);
        work();
      });
      timers.add(cancel);
      return () => {
        timers.delete(cancel);
        cancel();
      };
    },
    openWebSocket(url) {
      const headers = { origin, ...(cookie !== null && { cookie }) };
      // Here the browser's type applies, which takes no headers; Bun's takes them.
      const socket = new WebSocket(url, { headers } as unknown as string[]);
      sockets.add(socket);
      socket.addEventListener("close", () => sockets.delete(socket));
      return socket;
    },
  };

  return {
    environment,
    close() {
      isClosed = true;
      for (const cancel of timers) cancel();
      for (const socket of sockets) socket.close();
    },
  };
}
