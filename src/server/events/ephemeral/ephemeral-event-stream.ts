import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Whisper } from "#domain/model/ephemeral-event.ts";
import { Bell } from "../wake-up.ts";
import type { Ear, Whispers } from "./ephemeral-events.ts";

const WAITING_MAX = 500;
const NOTHING: Whisper[] = [];

/** What to listen to: one session's whispers, or all of the organization's when `topic` is `null`. */
export interface ListenedTo {
  whispers: Whispers;
  orgId: OrgId;
  topic: SessionId | null;
}

/**
 * Whispers as they come, from its making until `return`, which must be called. Who does not keep up loses the oldest: they
 * may be lost. Not a generator, for the reason that `follow` is none.
 */
export class WhisperStream<Shown> implements AsyncIterableIterator<Shown>, Ear {
  readonly #to: ListenedTo;
  readonly #show: (whisper: Whisper) => Shown | null;
  readonly #bell = new Bell();
  #waiting = NOTHING;
  #isOver = false;

  /** @param show - what is told of a whisper; `null` is nothing */
  constructor(to: ListenedTo, show: (whisper: Whisper) => Shown | null) {
    this.#to = to;
    this.#show = show;
    to.whispers.listen(to.orgId, to.topic, this);
  }

  get endsByReturn(): true {
    return true;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  hear(whisper: Whisper): void {
    if (this.#waiting === NOTHING) this.#waiting = [];
    this.#waiting.push(whisper);
    if (this.#waiting.length > WAITING_MAX) this.#waiting.shift();
    this.#bell.ring();
  }

  async next(): Promise<IteratorResult<Shown>> {
    while (!this.#isOver) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#waiting = NOTHING;
        await this.#bell.heard();
        continue;
      }
      const shown = this.#show(next);
      if (shown !== null) return { done: false, value: shown };
    }
    return { done: true, value: undefined };
  }

  /** Ends a waiting `next` too. */
  async return(): Promise<IteratorResult<Shown>> {
    const { whispers, orgId, topic } = this.#to;
    this.#isOver = true;
    whispers.leave(orgId, topic, this);
    this.#bell.ring();
    return { done: true, value: undefined };
  }
}
