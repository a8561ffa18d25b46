import type { Instant, Millis } from "#domain/instant.ts";
import { halfJitter } from "./back-off.ts";
import { browserClock, type Clock } from "./clock.ts";
import { readFailure } from "./failure.ts";
import type { Link } from "./link.ts";
import { underLock, type Locks } from "./lock.ts";
import { newId } from "./new-id.ts";
import type { Shelf } from "./shelf.ts";

/** A message somebody has sent and the server has not yet acknowledged. */
export interface OutboxEntry<Scope extends string = string> {
  /** Minted here: sending it twice is sending it once. */
  clientId: string;
  /** The conversation it belongs to; entries of one scope keep their order. */
  scope: Scope;
  text: string;
  /** When it was sent, by this browser's clock; never equal for two entries, so that it orders them. */
  at: Instant;
  state: "waiting" | "sending" | "failed";
  /** Why it failed: a refusal code, tRPC's error code in capitals, or `server-error`. `null` unless failed. */
  reason: string | null;
}

export interface OutboxOptions<Answer, Scope extends string = string> {
  /** Where entries lie, by their `clientId`; its prefix also begins the names of the locks. */
  shelf: Shelf<OutboxEntry<Scope>>;
  /** Carries an entry to the server under its `clientId`. */
  send(entry: OutboxEntry<Scope>): Promise<Answer>;
  /** Nothing is tried while it is known to be down, and everything at once when it opens. */
  link: Pick<Link, "state" | "onState">;
  /** The server has it. Called before `onChange`, so that it can be shown as sent without a blink. */
  onSent?(entry: OutboxEntry<Scope>, answer: Answer): void;
  /** {@link Outbox.entries} may differ, perhaps because of another tab. */
  onChange?(): void;
  locks?: Locks | undefined;
  clock?: Clock;
  /** From 0 to just below 1. */
  random?: () => number;
}

/** One conversation's place in line. */
interface Lane {
  draining: boolean;
  tries: number;
  /** How often the server answered the first entry with an error of its own. */
  stumbles: number;
  /** Ends the pause between two tries; `null` when there is none. */
  endPause: (() => void) | null;
  /** The server has asked for this pause: nothing cuts it short. */
  firm: boolean;
}

/** After so many errors of the server's own an entry stands no longer in the way of the next: it may be the cause. */
const STUMBLES = 4;
/** States of the link in which a try would be in vain; before its first call it is closed, and only waits for one. */
const DOWN = ["waiting", "offline", "refused"];

/**
 * Messages on their way: kept in the browser for 24 h, through reloads, and sent in order within each conversation. A
 * refused one is marked and does not hold back the next; an unanswered one does, and is tried again after 2, 4, 8, 8 … s
 * for as long as it takes. It begins with what an earlier page left.
 */
export class Outbox<Answer, Scope extends string = string> {
  readonly #parts;
  readonly #shelf: Shelf<OutboxEntry<Scope>>;
  readonly #lanes = new Map<Scope, Lane>();
  readonly #sending = new Set<string>();

  constructor(options: OutboxOptions<Answer, Scope>) {
    const defaults = { locks: navigator.locks, clock: browserClock, random: Math.random };
    this.#parts = { ...defaults, ...options };
    this.#shelf = options.shelf;
    this.#shelf.watch(() => this.#changed());
    options.link.onState(({ kind }) => kind === "open" && this.#tryAll());
    queueMicrotask(() => this.#tryAll());
  }

  /** Takes a message; what becomes of it is told by `onChange` and {@link entries}. */
  add(scope: Scope, text: string): OutboxEntry<Scope> {
    const at = Math.max(this.#parts.clock.now(), (this.entries().at(-1)?.at ?? 0) + 1);
    const entry: OutboxEntry<Scope> = { clientId: newId(), scope, text, at, state: "waiting", reason: null };
    this.#shelf.write(entry.clientId, entry);
    this.#changed();
    return entry;
  }

  /** What is not yet acknowledged, oldest first; of every conversation, or of one. */
  entries(scope?: Scope): OutboxEntry<Scope>[] {
    return this.#shelf
      .all()
      .filter((entry) => entry.scope === (scope ?? entry.scope))
      .map((entry) => (this.#sending.has(entry.clientId) ? { ...entry, state: "sending" as const } : entry))
      .toSorted((a, b) => a.at - b.at);
  }

  /** Tries a failed one again. */
  retry(clientId: string): void {
    const scope = this.#mark(clientId, "waiting", null);
    if (scope !== undefined) this.#resume(scope);
    this.#changed();
  }

  /** Forgets one. If it is under way it may arrive all the same. */
  remove(clientId: string): void {
    this.#shelf.write(clientId, null);
    this.#changed();
  }

  /** Changes an entry, unless it has been removed meanwhile; the answer is its conversation. */
  #mark(clientId: string, state: OutboxEntry["state"], reason: string | null): Scope | undefined {
    const entry = this.#shelf.read(clientId);
    if (entry) this.#shelf.write(clientId, { ...entry, state, reason });
    return entry?.scope;
  }

  #changed(): void {
    this.#parts.onChange?.();
    for (const { scope } of this.#shelf.all()) this.#kick(scope);
  }

  /** Tries everything now, except where the server has asked for time. */
  #tryAll(): void {
    for (const scope of this.#lanes.keys()) this.#resume(scope);
    this.#changed();
  }

  #kick(scope: Scope): void {
    const { locks, clock } = this.#parts;
    const lane = this.#lane(scope);
    if (lane.draining || !this.#next(scope)) return;
    lane.draining = true;
    void underLock(locks, this.#shelf.prefix + scope, clock, () => this.#drain(scope)).finally(() => {
      lane.draining = false;
      this.#kick(scope);
    });
  }

  async #drain(scope: Scope): Promise<void> {
    for (let entry = this.#next(scope); entry; entry = this.#next(scope)) {
      const sent = entry;
      this.#sending.add(sent.clientId);
      this.#changed();
      await this.#parts.send(sent).then(
        (answer) => this.#acknowledge(sent, answer),
        (error: unknown) => this.#putOff(sent, error),
      );
      this.#sending.delete(sent.clientId);
      this.#changed();
    }
  }

  #acknowledge(entry: OutboxEntry<Scope>, answer: Answer): void {
    Object.assign(this.#lane(entry.scope), { tries: 0, stumbles: 0 });
    this.#shelf.write(entry.clientId, null);
    this.#parts.onSent?.(entry, answer);
  }

  #putOff({ clientId, scope }: OutboxEntry<Scope>, error: unknown): void {
    const lane = this.#lane(scope);
    const failure = readFailure(error);
    const { kind } = failure;
    if (kind === "too-many") return this.#pause(lane, failure.retryAfterMs, true);
    if (kind === "unanswered" || (kind === "stumbled" && ++lane.stumbles < STUMBLES))
      return this.#pause(lane, halfJitter(lane.tries++, this.#parts.random()), false);
    Object.assign(lane, { tries: 0, stumbles: 0 });
    this.#mark(clientId, "failed", kind === "refused" ? failure.reason : "server-error");
  }

  /** What this conversation should send now, if anything. */
  #next(scope: Scope): OutboxEntry<Scope> | undefined {
    if (DOWN.includes(this.#parts.link.state().kind) || this.#lane(scope).endPause) return;
    return this.entries(scope).find(({ state }) => state !== "failed");
  }

  #pause(lane: Lane, ms: Millis, firm: boolean): void {
    lane.firm = firm;
    lane.endPause = this.#parts.clock.after(ms, () => {
      lane.endPause = null;
      this.#changed();
    });
  }

  #resume(scope: Scope): void {
    const lane = this.#lane(scope);
    if (lane.firm) return;
    lane.endPause?.();
    lane.endPause = null;
  }

  #lane(scope: Scope): Lane {
    const lane = this.#lanes.get(scope) ?? {
      draining: false,
      tries: 0,
      stumbles: 0,
      endPause: null,
      firm: false,
    };
    this.#lanes.set(scope, lane);
    return lane;
  }
}
