import { fullJitter } from "../back-off.ts";
import { step, type Numbered } from "./sequence-check.ts";
import { readFailure } from "../call-failure.ts";
import { browserWorld, type World } from "../browser-environment.ts";

/** What a subscription is started with: pass it on whole as the options of `.subscribe(input, handlers)`. */
export interface FollowHandlers<Item> {
  onStarted: () => void;
  onData: (tracked: { data: Item }) => void;
  onError: (error: unknown) => void;
  onStopped: () => void;
}

export interface FollowOptions<Item extends Numbered> {
  /** Subscribes to everything after `after`: the link's `subscribe`, called anew whenever there is a need. */
  start: (after: number, handlers: FollowHandlers<Item>) => { unsubscribe(): void };
  /** Everything up to this number is already shown. */
  after: number;
  /** Each item exactly once and in order. When it throws, the item counts as not applied and is asked for again. */
  onItem(item: Item): void;
  /** Too much was missed to be replayed: read a snapshot and follow again from its number. This one is over. */
  onResync(): void;
  /** The server will not let us follow; a refusal code or tRPC's error code. This one is over. */
  onRefused?(reason: string): void;
  /** The server has begun to answer, each time anew: what there is comes now, then what happens. */
  onStarted?(): void;
}

export interface Following {
  unsubscribe(): void;
}

/**
 * Keeps one durable subscription true. Duplicates are ignored; a hole is never stepped over but asked for again; after
 * an error or an early end it subscribes anew, always from its own cursor. A lost connection is the link's to mend.
 */
export function follow<Item extends Numbered>(
  options: FollowOptions<Item>,
  world: Pick<World, "after" | "random"> = browserWorld,
): Following {
  let cursor = options.after;
  let failures = 0;
  let stop = subscribe();

  /** Subscribes again: at once if things went well so far, else later and later. */
  function again(ms = failures && fullJitter(failures, world.random())): void {
    failures += 1;
    stop();
    stop = ms === 0 ? subscribe() : world.after(ms, () => (stop = subscribe()));
  }

  function fail(error: unknown): void {
    const failure = readFailure(error);
    if (failure.kind === "too-many") return again(failure.retryAfterMs);
    if (failure.kind !== "refused") return again();
    stop();
    if (failure.reason === "resync") options.onResync();
    else options.onRefused?.(failure.reason);
  }

  function take(item: Item): void {
    const verdict = step(cursor, item);
    if (verdict === "hole") return again();
    if (verdict === "ignore") return;
    try {
      options.onItem(item);
    } catch (cause) {
      again();
      throw cause;
    }
    cursor = item.no;
    failures = 0;
  }

  /** Starts one subscription; the answer ends it. What it says after that is nobody's business. */
  function subscribe(): () => void {
    let live = true;
    const subscription = options.start(cursor, {
      onStarted: () => live && options.onStarted?.(),
      onData: ({ data }) => live && take(data),
      onError: (error) => live && fail(error),
      onStopped: () => live && again(),
    });
    return () => {
      live = false;
      subscription.unsubscribe();
    };
  }

  return { unsubscribe: () => stop() };
}
