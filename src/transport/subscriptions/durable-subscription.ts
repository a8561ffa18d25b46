import { fullJitter } from "../back-off.ts";
import { checkSequence, type SequencedItem } from "./sequence-check.ts";
import { readCallFailure } from "../call-failure.ts";
import { browserEnvironment, type BrowserEnvironment } from "../browser-environment.ts";

/** The handlers of a subscription. Pass the whole object to `.subscribe(input, handlers)`. */
export interface SubscriptionHandlers<Item> {
  onStarted: () => void;
  onData: (tracked: { data: Item }) => void;
  onError: (error: unknown) => void;
  onStopped: () => void;
}

export interface DurableSubscriptionOptions<Item extends SequencedItem> {
  /** Subscribes to everything after `after`. Called again for each resubscription. */
  start: (after: number, handlers: SubscriptionHandlers<Item>) => { unsubscribe(): void };
  /** The number up to which everything has already been applied. */
  after: number;
  /** Called for each item exactly once and in order. If it throws, the item is requested again. */
  onItem(item: Item): void;
  /**
   * Called when too much was missed to replay: read a snapshot and subscribe again from its number. This subscription
   * has ended.
   */
  onResync(): void;
  /** Called when the server has refused, with a refusal code or tRPC's error code. This subscription has ended. */
  onRefused?(reason: string): void;
  /** Called each time the server starts the subscription. Stored items follow, then new ones. */
  onStarted?(): void;
}

export interface DurableSubscription {
  unsubscribe(): void;
}

/**
 * Keeps one subscription complete. Duplicates are ignored. After a gap, an error or an early end it subscribes again
 * from its own cursor. The connection itself handles being lost.
 */
export function openDurableSubscription<Item extends SequencedItem>(
  options: DurableSubscriptionOptions<Item>,
  environment: Pick<BrowserEnvironment, "after" | "random"> = browserEnvironment,
): DurableSubscription {
  let cursor = options.after;
  let failures = 0;
  let stop = subscribe();

  /** Subscribes again: at once after a success, otherwise with back-off. */
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
    const check = checkSequence(cursor, item);
    if (check === "hole") return resubscribe();
    if (check === "ignore") return;
    try {
      options.onItem(item);
    } catch (cause) {
      resubscribe();
      throw cause;
    }
    cursor = item.no;
    failures = 0;
  }

  /** Starts one subscription. The returned function ends it; later events of it are ignored. */
  function subscribe(): () => void {
    let isActive = true;
    const subscription = options.start(cursor, {
      onStarted: () => isActive && options.onStarted?.(),
      onData: ({ data }) => isActive && acceptItem(data),
      onError: (error) => isActive && fail(error),
      onStopped: () => isActive && resubscribe(),
    });
    return () => {
      isActive = false;
      subscription.unsubscribe();
    };
  }

  return { unsubscribe: () => stop() };
}
