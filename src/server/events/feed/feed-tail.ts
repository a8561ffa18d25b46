import type { NumberedFact } from "#domain/model/fact.ts";
import { sessionOf } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { WakeUp } from "../wake-up.ts";
import type { FeedNotifier } from "./feed-notifier.ts";
import { SmallSet } from "../small-set.ts";
import { ReaderQueue } from "./reader-queue.ts";

/** How long a silent bus is trusted before the feed is looked at anyway. */
const LOOK_AGAIN_MS = 3_000;
const PAGE = 500;

/** How to read an organization's feed; given by whoever knows the database. */
export interface FeedReader {
  readFeed(orgId: OrgId, after: number, limit: number): Promise<readonly NumberedFact[]>;
  lastNo(orgId: OrgId): Promise<number>;
}

/** One session's facts, those about settings, or all of the organization's when `null`. */
type Topic = SessionId | "settings" | null;

/** One reader at the tail: from `from` on, everything reaches its queue. */
export interface TailReader {
  from: number;
  queue: ReaderQueue;
  leave(): void;
}

/** The tails of this machine: one per organization that somebody follows, however many follow it. */
export interface FeedTails {
  join(orgId: OrgId, topic: Topic): Promise<TailReader>;
}

/** Who hears of everything that passes. */
export interface FeedTailListeners {
  /** A failed read: it is tried again at the next look. */
  onError: (error: unknown) => void;
  /** A fact that a tail of this machine has read, once for each machine on which anybody follows the organization. */
  onFact: (orgId: OrgId, entry: NumberedFact) => void;
}

/** Tails over `feed`, woken by `bus`. */
export function createFeedTails(
  feed: FeedReader,
  notifier: FeedNotifier,
  { onError, onFact }: FeedTailListeners,
): FeedTails {
  const tails = new Map<OrgId, Promise<FeedTail>>();

  async function open(orgId: OrgId): Promise<FeedTail> {
    const tail = new FeedTail(orgId, feed, await feed.lastNo(orgId), {
      onFact,
      onClosed: () => tails.delete(orgId),
    });
    void tail.run(notifier, onError);
    return tail;
  }

  return {
    async join(orgId, topic) {
      const opening = tails.get(orgId) ?? open(orgId);
      tails.set(orgId, opening);
      opening.catch(() => tails.delete(orgId));
      const tail = await opening;
      return tail.closed ? this.join(orgId, topic) : new TailSubscription(tail, topic);
    },
  };
}

class TailSubscription implements TailReader {
  readonly from: number;
  readonly queue = new ReaderQueue();
  readonly #tail: FeedTail;
  readonly #topic: Topic;

  constructor(tail: FeedTail, topic: Topic) {
    this.from = tail.at;
    this.#tail = tail;
    this.#topic = topic;
    tail.add(topic, this.queue);
  }

  leave(): void {
    this.#tail.remove(this.#topic, this.queue);
  }
}

interface FeedTailDeps extends Pick<FeedTailListeners, "onFact"> {
  /** Nobody reads it any more: who joins from now on opens another. */
  onClosed: () => void;
}

class FeedTail {
  at: number;
  closed = false;
  readonly #orgId: OrgId;
  readonly #feed: FeedReader;
  readonly #onFact: FeedTailListeners["onFact"];
  readonly #readers = new Map<Topic, SmallSet<ReaderQueue>>();
  readonly #bell = new WakeUp();
  readonly #end = new AbortController();
  readonly #onClosed: () => void;

  constructor(orgId: OrgId, feed: FeedReader, at: number, { onFact, onClosed }: FeedTailDeps) {
    this.#onFact = onFact;
    this.#onClosed = onClosed;
    this.#orgId = orgId;
    this.#feed = feed;
    this.at = at;
  }

  add(topic: Topic, queue: ReaderQueue): void {
    this.#readers.set(topic, (this.#readers.get(topic) ?? new SmallSet<ReaderQueue>()).add(queue));
  }

  remove(topic: Topic, queue: ReaderQueue): void {
    const readers = this.#readers.get(topic);
    readers?.delete(queue);
    if (readers?.isEmpty) this.#readers.delete(topic);
    if (this.#readers.size > 0 || this.closed) return;
    this.closed = true;
    this.#onClosed();
    this.#end.abort();
    this.#bell.signal();
  }

  async run(notifier: FeedNotifier, onError: (error: unknown) => void): Promise<void> {
    notifier.listen(this.#orgId, (facts) => this.#hear(facts), this.#end.signal);
    while (!this.closed) {
      try {
        await this.#readOn();
      } catch (error) {
        onError(error);
      }
      if (!this.closed) await this.#bell.wait(LOOK_AGAIN_MS);
    }
  }

  /** What this process has just recorded is at hand; if nothing is missing before it, it is not read back. */
  #hear(facts: readonly NumberedFact[]): void {
    if (facts[0]?.no === this.at + 1) this.#passOn(facts);
    else this.#bell.signal();
  }

  /** Skips what came the other way meanwhile. */
  #passOn(page: readonly NumberedFact[]): void {
    for (const entry of page) {
      if (entry.no <= this.at) continue;
      this.at = entry.no;
      this.#hand(entry);
    }
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const page = await this.#feed.readFeed(this.#orgId, this.at, PAGE);
      this.#passOn(page);
      if (page.length < PAGE) return;
    }
  }

  #hand(entry: NumberedFact): void {
    this.#onFact(this.#orgId, entry);
    for (const queue of this.#readers.get(null) ?? []) queue.push(entry);
    const topic = sessionOf(entry.fact) ?? (entry.fact.kind === "settings-changed" ? "settings" : null);
    if (topic === null) return;
    for (const queue of this.#readers.get(topic) ?? []) queue.push(entry);
  }
}
