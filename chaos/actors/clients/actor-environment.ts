import type { World } from "#transport/browser-environment.ts";
import type { BrowserTab } from "./simulated-browser.ts";
import type { Stage } from "./actor-context.ts";

/** The world of one actor, and its end. */
export interface ActorWorld extends World {
  /** As when a tab is closed: its sockets and alarms are gone, and nothing happens any more. */
  end: () => void;
}

const NO_BROWSER: Pick<World, "storage" | "onStored" | "locks"> = {
  storage() {
    throw new Error("no storage");
  },
  onStored() {},
  locks: undefined,
};

/**
 * A world for the product's link outside a browser: time that may run faster, chance that can be had again, sockets that
 * say of themselves what a browser's would. Without a `browser` storage is blocked, so that what is written is kept in
 * memory.
 */
export function actorWorld(
  { clock, chance }: Pick<Stage, "clock" | "chance">,
  actor: string,
  { headers, browser }: { headers: Record<string, string>; browser: BrowserTab | null },
): ActorWorld {
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
    dial,
    online: () => true,
    onLook() {},
    ...(browser ?? NO_BROWSER),
    signalAfter: (ms) => AbortSignal.timeout(ms),
    end() {
      isOver = true;
      browser?.crash();
      for (const cancel of alarms) cancel();
      alarms.clear();
      for (const socket of sockets) socket.close();
    },
  };
}
