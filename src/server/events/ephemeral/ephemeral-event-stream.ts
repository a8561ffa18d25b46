import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { WakeUp } from "../wake-up.ts";
import type { EphemeralEventListener, EphemeralEvents } from "./ephemeral-events.ts";

const WAITING_MAX = 500;

/** The events to receive: one session's, or all of the organization's if `topic` is `null`. */
export interface EphemeralEventSource {
  events: EphemeralEvents;
  orgId: OrgId;
  topic: SessionId | null;
}

/**
 * Ephemeral events in the order published, from construction until `return`, which must be called. A reader that
 * falls behind loses the oldest. It is not a generator, for the same reason as `Follower` in `follow-feed.ts`.
 */
export class EphemeralEventStream<Shown> implements AsyncIterableIterator<Shown>, EphemeralEventListener {
  readonly #source: EphemeralEventSource;
  readonly #show: (event: EphemeralEvent) => Shown | null;
  readonly #wakeUp = new WakeUp();
  /** `null` if empty, so that ten thousand idle streams hold no array. */
  #waiting: EphemeralEvent[] | null = null;
  #isOver = false;

  /** @param show - returns the item to yield for an event; `null` skips it */
  constructor(source: EphemeralEventSource, show: (event: EphemeralEvent) => Shown | null) {
    this.#source = source;
    this.#show = show;
    source.events.subscribe(source.orgId, source.topic, this);
  }

  get endsByReturn(): true {
    return true;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  onEvent(event: EphemeralEvent): void {
    this.#waiting ??= [];
    this.#waiting.push(event);
    if (this.#waiting.length > WAITING_MAX) this.#waiting.shift();
    this.#wakeUp.signal();
  }

  async next(): Promise<IteratorResult<Shown>> {
    while (!this.#isOver) {
      const next = this.#waiting?.shift();
      if (next === undefined) {
        this.#waiting = null;
        await this.#wakeUp.wait();
        continue;
      }
      const shown = this.#show(next);
      if (shown !== null) return { done: false, value: shown };
    }
    return { done: true, value: undefined };
  }

  /** Ends the stream, and resolves a pending `next`. */
  async return(): Promise<IteratorResult<Shown>> {
    const { events, orgId, topic } = this.#source;
    this.#isOver = true;
    events.unsubscribe(orgId, topic, this);
    this.#wakeUp.signal();
    return { done: true, value: undefined };
  }
}
