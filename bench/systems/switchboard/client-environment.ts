import { browserEnvironment, type BrowserEnvironment } from "#transport/browser-environment.ts";

/** A browser's surroundings for one link, which can be left. */
export interface ClientEnvironment {
  environment: BrowserEnvironment;
  /** Closes what is open; nothing is dialled or waited for after that. */
  close: () => void;
}

/** As a browser on a page of `origin` is to our link, with the cookies of somebody who has signed in. */
export function createClientEnvironment(origin: string, cookie: string | null): ClientEnvironment {
  const calledOff = new Set<() => void>();
  const sockets = new Set<WebSocket>();
  let left = false;

  const environment: BrowserEnvironment = {
    ...browserEnvironment,
    online: () => true,
    onNetworkOrVisibilityChange() {},
    after(ms, work) {
      if (left) return () => {};
      const callOff = browserEnvironment.after(ms, () => {
        calledOff.delete(callOff);
        work();
      });
      calledOff.add(callOff);
      return () => {
        calledOff.delete(callOff);
        callOff();
      };
    },
    openWebSocket(url) {
      const headers = { origin, ...(cookie !== null && { cookie }) };
      // The browser's type, which is in force here, knows no headers; Bun's does.
      const socket = new WebSocket(url, { headers } as unknown as string[]);
      sockets.add(socket);
      socket.addEventListener("close", () => sockets.delete(socket));
      return socket;
    },
  };

  return {
    environment,
    close() {
      left = true;
      for (const callOff of calledOff) callOff();
      for (const socket of sockets) socket.close();
    },
  };
}
