import type { NumberedFact } from "#domain/model/fact.ts";
import { sessionOf } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { WakeUp } from "../wake-up.ts";
import type { FeedNotifier } from "./feed-notifier.ts";
import { SmallSet } from "../small-set.ts";
import { ReaderQueue } from "./reader-queue.ts";

/** The feed is read after this time even without a notification, because one may have been lost. */
const LOOK_AGAIN_MS = 3_000;
const PAGE = 500;

/** Reads an organization's feed from the database. */
export interface FeedReader {
  readFeed(orgId: OrgId, after: number, limit: number): Promise<readonly NumberedFact[]>;
  lastNo(orgId: OrgId): Promise<number>;
}

/** The facts a reader wants: one session's, those about settings, or all of the organization's if `null`. */
type Topic = SessionId | "settings" | null;

/** One reader of the tail: everything after number `from` reaches its queue. */
export interface TailReader {
  from: number;
  queue: ReaderQueue;
  leave(): void;
}

/** The tails of this instance: one per followed organization, however many readers it has. */
export interface FeedTails {
  join(orgId: OrgId, topic: Topic): Promise<TailReader>;
}

/** Callbacks for everything the tails read. */
export interface FeedTailListeners {
  /** Called after a failed read, which is retried at the next wake-up. */
  onError: (error: unknown) => void;
  /** Called once for each fact on every instance with a reader of the organization. */
  onFact: (orgId: OrgId, entry: NumberedFact) => void;
  /**
   * Called when a tail of the organization opens: from now on `onFact` is called for each fact, and what was recorded
   * before can be read.
   */
  onOpened: (orgId: OrgId) => void;
  /** Called when it closes: facts are missed until the next opens. */
  onClosed: (orgId: OrgId) => void;
}

/** Creates the tails of `feed`, woken by `notifier`. */
export function createFeedTails(
  feed: FeedReader,
  notifier: FeedNotifier,
  { onError, onFact, onOpened, onClosed }: FeedTailListeners,
): FeedTails {
  const tails = new Map<OrgId, Promise<FeedTail>>();

  async function open(orgId: OrgId): Promise<FeedTail> {
    const tail = new FeedTail(orgId, feed, await feed.lastNo(orgId), {
      onFact,
      onClosed() {
        tails.delete(orgId);
        onClosed(orgId);
      },
    });
    onOpened(orgId);
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
  /** Called when the last reader has left. The next one opens a new tail. */
  onClosed: () => void;
}

class FeedTail {
  at: number;
  closed = false;
  readonly #orgId: OrgId;
  readonly #feed: FeedReader;
  readonly #onFact: FeedTailListeners["onFact"];
  readonly #readers = new Map<Topic, SmallSet<ReaderQueue>>();
  readonly #wakeUp = new WakeUp();
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
    this.#wakeUp.signal();
  }

  async run(notifier: FeedNotifier, onError: (error: unknown) => void): Promise<void> {
    notifier.listen(this.#orgId, (facts) => this.#onNotified(facts), this.#end.signal);
    while (!this.closed) {
      try {
        await this.#readToEnd();
      } catch (error) {
        onError(error);
      }
      if (!this.closed) await this.#wakeUp.wait(LOOK_AGAIN_MS);
    }
  }

  /**
   * Delivers facts that this process has just recorded without reading them back, if nothing is missing before them.
   */
  #onNotified(facts: readonly NumberedFact[]): void {
    if (facts[0]?.no === this.at + 1) this.#deliverPage(facts);
    else this.#wakeUp.signal();
  }

  /** Delivers a page, skipping entries that were already delivered from a notification or an overlapping read. */
  #deliverPage(page: readonly NumberedFact[]): void {
    for (const entry of page) {
      if (entry.no <= this.at) continue;
      this.at = entry.no;
      this.#deliver(entry);
    }
  }

  async #readToEnd(): Promise<void> {
    for (;;) {
      const page = await this.#feed.readFeed(this.#orgId, this.at, PAGE);
      this.#deliverPage(page);
      if (page.length < PAGE) return;
    }
  }

  #deliver(entry: NumberedFact): void {
    this.#onFact(this.#orgId, entry);
    for (const queue of this.#readers.get(null) ?? []) queue.push(entry);
    const topic = sessionOf(entry.fact) ?? (entry.fact.kind === "settings-changed" ? "settings" : null);
    if (topic === null) return;
    for (const queue of this.#readers.get(topic) ?? []) queue.push(entry);
  }
}
