import type { Millis } from "#domain/instant.ts";
import { halfJitter } from "./back-off.ts";
import { browserClock, type Clock } from "./clock.ts";
import { readFailure } from "./failure.ts";
import type { LinkState } from "./line.ts";
import { browserLocks, underLock, type Locks } from "./lock.ts";
import { OutboxShelf, type OutboxEntry } from "./outbox-shelf.ts";
import type { SafeStorage } from "./safe-storage.ts";
import { browserStorageEvents, type StorageEvents } from "./storage-events.ts";

export interface OutboxOptions<Answer> {
  storage: SafeStorage;
  /** Begins every storage key and lock name; name the organization in it. */
  prefix: string;
  /** Carries an entry to the server under its `clientId`. */
  send(entry: OutboxEntry): Promise<Answer>;
  /** When given, nothing is tried while it is known to be down, and everything at once when it opens. */
  link?: { state(): LinkState; onState(changed: (state: LinkState) => void): () => void };
  /** The server has it. Called before {@link Outbox.onChange}, so that it can be shown as sent without a blink. */
  onSent?(entry: OutboxEntry, answer: Answer): void;
  /** The session had ended: the words may open a new one. The entry stays, failed with `session-ended`. */
  onEnded?(entry: OutboxEntry): void;
  locks?: Locks | null;
  events?: StorageEvents;
  clock?: Clock;
  /** From 0 to just below 1. */
  random?: () => number;
}

/**
 * Opens an outbox and begins to send what an earlier page left in it.
 * @see {@link Outbox}
 */
export function createOutbox<Answer>(options: OutboxOptions<Answer>): Outbox<Answer> {
  return new Outbox(options);
}

/** One conversation's place in line. */
interface Lane {
  draining: boolean;
  tries: number;
  /** How often the server answered the first entry with an error of its own. */
  stumbles: number;
  pause: "none" | "until-open" | "firm";
  endPause: () => void;
}

/** After so many errors of the server's own an entry stands no longer in the way of the next: it may be the cause. */
const STUMBLES = 4;

/**
 * Messages on their way: kept in the browser for 24 h, through reloads, and sent in order within each conversation. A
 * refused one is marked and does not hold back the next; an unanswered one does, and is tried again after 2, 4, 8, 8 … s
 * for as long as it takes.
 */
export class Outbox<Answer> {
  readonly #options: OutboxOptions<Answer>;
  readonly #clock: Clock;
  readonly #shelf: OutboxShelf;
  readonly #lanes = new Map<string, Lane>();
  readonly #sending = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  #closed = false;

  constructor(options: OutboxOptions<Answer>) {
    const { storage, prefix, link, events = browserStorageEvents, clock = browserClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#shelf = new OutboxShelf(storage, prefix, () => clock.now());
    this.#stops.push(
      events((key) => {
        if (key?.startsWith(prefix) !== false) this.#changed();
      }),
    );
    if (link) this.#stops.push(link.onState(({ kind }) => kind === "open" && this.flush()));
    queueMicrotask(() => this.#kickAll());
  }

  /** Takes a message; what becomes of it is told by {@link onChange} and {@link entries}. */
  add(scope: string, text: string): OutboxEntry {
    const entry = this.#shelf.add(scope, text);
    this.#changed();
    return entry;
  }

  /** What is not yet acknowledged, oldest first; of every conversation, or of one. */
  entries(scope?: string): OutboxEntry[] {
    return this.#shelf
      .all()
      .filter((entry) => scope === undefined || entry.scope === scope)
      .map((entry) => this.#withState(entry));
  }

  /** Tries a failed one again. */
  retry(clientId: string): void {
    const entry = this.#shelf.change(clientId, { state: "waiting", reason: null });
    if (entry) this.#resume(this.#lane(entry.scope));
    this.#changed();
  }

  /** Forgets one. If it is under way it may arrive all the same. */
  remove(clientId: string): void {
    this.#shelf.remove(clientId);
    this.#changed();
  }

  /** Calls `changed` whenever {@link entries} may differ, also because of another tab; the answer stops it. */
  onChange(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  /** Tries everything now, except where the server has asked for time. */
  flush(): void {
    for (const lane of this.#lanes.values()) this.#resume(lane);
    this.#kickAll();
  }

  /** Sends nothing more from here; what waits stays for the next page. */
  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    for (const lane of this.#lanes.values()) lane.endPause();
  }

  #withState(entry: OutboxEntry): OutboxEntry {
    return this.#sending.has(entry.clientId) ? { ...entry, state: "sending" } : entry;
  }

  #changed(): void {
    for (const tell of this.#listeners) tell();
    this.#kickAll();
  }

  #kickAll(): void {
    for (const scope of new Set(this.#shelf.all().map((entry) => entry.scope))) this.#kick(scope);
  }

  #kick(scope: string): void {
    const lane = this.#lane(scope);
    if (lane.draining || this.#next(scope) === null) return;
    lane.draining = true;
    const { locks = browserLocks(), prefix } = this.#options;
    void underLock(locks, prefix + scope, this.#clock, () => this.#drain(scope)).finally(() => {
      lane.draining = false;
      this.#kick(scope);
    });
  }

  async #drain(scope: string): Promise<void> {
    for (let entry = this.#next(scope); entry !== null; entry = this.#next(scope)) {
      this.#sending.add(entry.clientId);
      this.#changed();
      const settle = await this.#send(entry);
      this.#sending.delete(entry.clientId);
      settle();
      this.#changed();
    }
  }

  /** Resolves to what is to be done about the outcome; never rejects. */
  async #send(entry: OutboxEntry): Promise<() => void> {
    try {
      const answer = await this.#options.send(entry);
      return () => this.#settleSent(entry, answer);
    } catch (error) {
      return () => this.#settleUnsent(entry, error);
    }
  }

  #settleSent(entry: OutboxEntry, answer: Answer): void {
    Object.assign(this.#lane(entry.scope), { tries: 0, stumbles: 0 });
    this.#shelf.remove(entry.clientId);
    this.#options.onSent?.(entry, answer);
  }

  #settleUnsent(entry: OutboxEntry, error: unknown): void {
    const lane = this.#lane(entry.scope);
    const failure = readFailure(error);
    const { random = Math.random } = this.#options;
    if (failure.kind === "too-many") return this.#pause(entry.scope, failure.retryAfterMs, "firm");
    if (failure.kind === "refused") return this.#fail(entry, failure.reason);
    if (failure.kind === "stumbled" && ++lane.stumbles >= STUMBLES) return this.#fail(entry, "server-error");
    this.#pause(entry.scope, halfJitter(lane.tries++, random()), "until-open");
  }

  #fail(entry: OutboxEntry, reason: string): void {
    Object.assign(this.#lane(entry.scope), { tries: 0, stumbles: 0 });
    const failed = this.#shelf.change(entry.clientId, { state: "failed", reason });
    if (failed && reason === "session-ended") this.#options.onEnded?.(failed);
  }

  /** What this conversation should send now, if anything. */
  #next(scope: string): OutboxEntry | null {
    const kind = this.#options.link?.state().kind;
    const down = kind === "waiting" || kind === "offline" || kind === "refused";
    if (this.#closed || down || this.#lane(scope).pause !== "none") return null;
    return this.#shelf.all().find((entry) => entry.scope === scope && entry.state !== "failed") ?? null;
  }

  #pause(scope: string, ms: Millis, pause: "until-open" | "firm"): void {
    const lane = this.#lane(scope);
    lane.pause = pause;
    lane.endPause = this.#clock.after(ms, () => {
      lane.pause = "none";
      this.#kick(scope);
    });
  }

  #resume(lane: Lane): void {
    if (lane.pause !== "until-open") return;
    lane.endPause();
    lane.pause = "none";
  }

  #lane(scope: string): Lane {
    const known = this.#lanes.get(scope);
    if (known) return known;
    const lane: Lane = { draining: false, tries: 0, stumbles: 0, pause: "none", endPause: () => {} };
    this.#lanes.set(scope, lane);
    return lane;
  }
}
