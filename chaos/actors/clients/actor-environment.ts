import type { BrowserEnvironment } from "#transport/browser-environment.ts";
import type { SimulatedTab } from "./simulated-browser.ts";
import type { ActorContext } from "./actor-context.ts";

/** The world of one actor, and its end. */
export interface ActorEnvironment extends BrowserEnvironment {
  /** As when a tab is closed: its sockets and alarms are gone, and nothing happens any more. */
  end: () => void;
}

const NO_BROWSER: Pick<BrowserEnvironment, "storage" | "onStorageChange" | "locks"> = {
  storage() {
    throw new Error("no storage");
  },
  onStorageChange() {},
  locks: undefined,
};

/**
 * A world for the product's link outside a browser: time that may run faster, chance that can be had again, sockets that
 * say of themselves what a browser's would. Without a `browser` storage is blocked, so that what is written is kept in
 * memory.
 */
export function createActorEnvironment(
  { clock, random: chance }: Pick<ActorContext, "clock" | "random">,
  actor: string,
  { headers, browser }: { headers: Record<string, string>; browser: SimulatedTab | null },
): ActorEnvironment {
  const random = chance.fork(actor).next;
  const sockets = new Set<WebSocket>();
  const alarms = new Set<() => void>();
  let isOver = false;

  function after(ms: number, work: () => void): () => void {
    if (isOver) return () => {};
    const cancel = clock.after(ms, () => {
      alarms.delete(cancel);
      work();
    });
    alarms.add(cancel);
    return () => {
      alarms.delete(cancel);
      cancel();
    };
  }

  function dial(url: string): WebSocket {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Bun takes options where the browser's type knows of protocols only
    const socket = new WebSocket(url, { headers } as unknown as string[]);
    sockets.add(socket);
    socket.addEventListener("close", () => sockets.delete(socket));
    return socket;
  }

  return {
    now: clock.now,
    after,
    random,
    openWebSocket: dial,
    online: () => true,
    onNetworkOrVisibilityChange() {},
    ...(browser ?? NO_BROWSER),
    timeoutSignal: (ms) => AbortSignal.timeout(ms),
    end() {
      isOver = true;
      browser?.crash();
      for (const cancel of alarms) cancel();
      alarms.clear();
      for (const socket of sockets) socket.close();
    },
  };
}
