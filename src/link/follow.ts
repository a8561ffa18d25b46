import type { Millis } from "#domain/instant.ts";
import { fullJitter } from "./back-off.ts";
import { browserClock, type Clock } from "./clock.ts";
import { step, type Numbered } from "./cursor.ts";
import { isConnectionLost, readFailure } from "./failure.ts";

/** What a subscription is started with: pass it on whole as the options of `.subscribe(input, handlers)`. */
export interface FollowHandlers<Item> {
  /** Tells the link that this subscription keeps its own cursor. */
  context: { ownCursor: true };
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
  clock?: Clock;
  /** From 0 to just below 1. */
  random?: () => number;
}

export interface Following {
  /** The number of the last item applied. */
  cursor(): number;
  unsubscribe(): void;
}

/**
 * Keeps one durable subscription true. Duplicates are ignored; a hole is never stepped over but asked for again; after
 * a lost connection, an error or an early end it subscribes anew, always from its own cursor.
 */
export function follow<Item extends Numbered>(options: FollowOptions<Item>): Following {
  const { clock = browserClock, random = Math.random } = options;
  let cursor = options.after;
  let failures = 0;
  let stopCurrent: (() => void) | null = null;

  function again(ms: Millis): void {
    stopCurrent?.();
    stopCurrent = ms === 0 ? subscribe() : clock.after(ms, () => (stopCurrent = subscribe()));
  }

  /** Subscribes again: at once if things went well so far, else later and later. */
  function backOff(): void {
    again(failures === 0 ? 0 : fullJitter(failures - 1, random()));
    failures += 1;
  }

  function fail(error: unknown): void {
    // The link does its own backing off, and holds the new subscription until it has a connection.
    if (isConnectionLost(error)) return again(0);
    const failure = readFailure(error);
    if (failure.kind === "too-many") return again(failure.retryAfterMs);
    if (failure.kind !== "refused") return backOff();
    stopCurrent?.();
    if (failure.reason === "resync") options.onResync();
    else options.onRefused?.(failure.reason);
  }

  function take(item: Item): void {
    const verdict = step(cursor, item);
    if (verdict === "hole") return backOff();
    if (verdict === "ignore") return;
    try {
      options.onItem(item);
    } catch (cause) {
      backOff();
      throw cause;
    }
    cursor = item.no;
    failures = 0;
  }

  function subscribe(): () => void {
    return listen(options, cursor, {
      onStarted: () => options.onStarted?.(),
      onData: ({ data }) => take(data),
      onError: fail,
      onStopped: backOff,
    });
  }

  stopCurrent = subscribe();
  return { cursor: () => cursor, unsubscribe: () => stopCurrent?.() };
}

/** Starts one subscription; the answer ends it. What it says after that is nobody's business. */
function listen<Item extends Numbered>(
  { start }: FollowOptions<Item>,
  after: number,
  { onStarted, onData, onError, onStopped }: Omit<FollowHandlers<Item>, "context">,
): () => void {
  let live = true;
  const subscription = start(after, {
    context: { ownCursor: true },
    onStarted: () => live && onStarted(),
    onData: (tracked) => live && onData(tracked),
    onError: (error) => live && onError(error),
    onStopped: () => live && onStopped(),
  });
  return () => {
    live = false;
    subscription.unsubscribe();
  };
}
