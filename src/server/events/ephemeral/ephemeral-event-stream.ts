import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { WakeUp } from "../wake-up.ts";
import type { EphemeralEventListener, EphemeralEvents } from "./ephemeral-events.ts";

const WAITING_MAX = 500;

/** What to listen to: one session's whispers, or all of the organization's when `topic` is `null`. */
export interface EphemeralEventSource {
  events: EphemeralEvents;
  orgId: OrgId;
  topic: SessionId | null;
}

/**
 * Whispers as they come, from its making until `return`, which must be called. Who does not keep up loses the oldest: they
 * may be lost. Not a generator, for the reason that `follow` is none.
 */
export class EphemeralEventStream<Shown> implements AsyncIterableIterator<Shown>, EphemeralEventListener {
  readonly #to: EphemeralEventSource;
  readonly #show: (event: EphemeralEvent) => Shown | null;
  readonly #bell = new WakeUp();
  /** `null` for nothing: ten thousand quiet streams keep no list. */
  #waiting: EphemeralEvent[] | null = null;
  #isOver = false;

  /** @param show - what is told of a whisper; `null` is nothing */
  constructor(to: EphemeralEventSource, show: (event: EphemeralEvent) => Shown | null) {
    this.#to = to;
    this.#show = show;
    to.events.subscribe(to.orgId, to.topic, this);
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
    this.#bell.signal();
  }

  async next(): Promise<IteratorResult<Shown>> {
    while (!this.#isOver) {
      const next = this.#waiting?.shift();
      if (next === undefined) {
        this.#waiting = null;
        await this.#bell.wait();
        continue;
      }
      const shown = this.#show(next);
      if (shown !== null) return { done: false, value: shown };
    }
    return { done: true, value: undefined };
  }

  /** Ends a waiting `next` too. */
  async return(): Promise<IteratorResult<Shown>> {
    const { events, orgId, topic } = this.#to;
    this.#isOver = true;
    events.unsubscribe(orgId, topic, this);
    this.#bell.signal();
    return { done: true, value: undefined };
  }
}
