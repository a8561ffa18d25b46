import { fullJitter } from "../back-off.ts";
import { checkSequence, type SequencedItem } from "./sequence-check.ts";
import { readCallFailure } from "../call-failure.ts";
import { browserEnvironment, type BrowserEnvironment } from "../browser-environment.ts";

/** What a subscription is started with: pass it on whole as the options of `.subscribe(input, handlers)`. */
export interface SubscriptionHandlers<Item> {
  onStarted: () => void;
  onData: (tracked: { data: Item }) => void;
  onError: (error: unknown) => void;
  onStopped: () => void;
}

export interface DurableSubscriptionOptions<Item extends SequencedItem> {
  /** Subscribes to everything after `after`: the link's `subscribe`, called anew whenever there is a need. */
  start: (after: number, handlers: SubscriptionHandlers<Item>) => { unsubscribe(): void };
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

export interface DurableSubscription {
  unsubscribe(): void;
}

/**
 * Keeps one durable subscription true. Duplicates are ignored; a hole is never stepped over but asked for again; after
 * an error or an early end it subscribes anew, always from its own cursor. A lost connection is the link's to mend.
 */
export function openDurableSubscription<Item extends SequencedItem>(
  options: DurableSubscriptionOptions<Item>,
  environment: Pick<BrowserEnvironment, "after" | "random"> = browserEnvironment,
): DurableSubscription {
  let cursor = options.after;
  let failures = 0;
  let stop = subscribe();

  /** Subscribes again: at once if things went well so far, else later and later. */
  function resubscribe(ms = failures && fullJitter(failures, environment.random())): void {
    failures += 1;
    stop();
    stop = ms === 0 ? subscribe() : environment.after(ms, () => (stop = subscribe()));
  }

  function fail(error: unknown): void {
    const failure = readCallFailure(error);
    if (failure.kind === "too-many") return resubscribe(failure.retryAfterMs);
    if (failure.kind !== "refused") return resubscribe();
    stop();
    if (failure.reason === "resync") options.onResync();
    else options.onRefused?.(failure.reason);
  }

  function acceptItem(item: Item): void {
    const verdict = checkSequence(cursor, item);
    if (verdict === "hole") return resubscribe();
    if (verdict === "ignore") return;
    try {
      options.onItem(item);
    } catch (cause) {
      resubscribe();
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
      onData: ({ data }) => live && acceptItem(data),
      onError: (error) => live && fail(error),
      onStopped: () => live && resubscribe(),
    });
    return () => {
      live = false;
      subscription.unsubscribe();
    };
  }

  return { unsubscribe: () => stop() };
}
