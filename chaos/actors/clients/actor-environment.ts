import type { BrowserEnvironment } from "#transport/browser-environment.ts";
import type { SimulatedTab } from "./simulated-browser.ts";
import type { ActorContext } from "./actor-context.ts";

/** The environment of one actor, which can be ended. */
export interface ActorEnvironment extends BrowserEnvironment {
  /** Ends it as closing a tab does: its sockets close, its timers are cancelled, and no new ones start. */
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
 * Creates an environment for the product's connection outside a browser: a clock that may run faster, seeded
 * randomness, and sockets that send a browser's headers. Without a `browser` storage is blocked, so writes are kept
 * in memory.
 */
export function createActorEnvironment(
  { clock, random: seededRandom }: Pick<ActorContext, "clock" | "random">,
  actor: string,
  { headers, browser }: { headers: Record<string, string>; browser: SimulatedTab | null },
): ActorEnvironment {
  const random = seededRandom.fork(actor).next;
  const sockets = new Set<WebSocket>();
  const timers = new Set<() => void>();
  let isOver = false;

  function after(ms: number, work: () => void): () => void {
    if (isOver) return () => {};
    const cancel = clock.after(ms, () => {
      timers.delete(cancel);
      work();
    });
    timers.add(cancel);
    return () => {
      timers.delete(cancel);
      cancel();
    };
  }

  function openWebSocket(url: string): WebSocket {
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
    openWebSocket,
    online: () => true,
    onNetworkOrVisibilityChange() {},
    ...(browser ?? NO_BROWSER),
    timeoutSignal: (ms) => AbortSignal.timeout(ms),
    end() {
      isOver = true;
      browser?.crash();
      for (const cancel of timers) cancel();
      timers.clear();
      for (const socket of sockets) socket.close();
    },
  };
}
