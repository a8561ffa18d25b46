import type { Instant, Millis } from "#domain/model/instant.ts";
import { halfJitter } from "../back-off.ts";
import { type CallFailure, readCallFailure } from "../call-failure.ts";
import type { ServerConnection } from "../connection/server-connection.ts";
import { withCrossTabLock } from "../storage/cross-tab-lock.ts";
import { newId } from "../new-id.ts";
import type { KeyedStorage } from "../storage/keyed-storage.ts";
import { browserEnvironment, type BrowserEnvironment } from "../browser-environment.ts";

/** A message somebody has sent. */
export interface OutboxEntry<Scope extends string = string> {
  /** Minted here: sending it twice is sending it once. */
  clientId: string;
  /** The conversation it belongs to; entries of one scope keep their order. */
  scope: Scope;
  text: string;
  /** When it was sent, by this browser's clock; never equal for two entries, so that it orders them. */
  at: Instant;
  /** `waiting`: on its way. `sent`: the server has it, and it may not have come back yet to be shown as said. */
  state: "waiting" | "failed" | "sent";
  /** Why it failed: a refusal code, tRPC's error code in capitals, or `server-error`. `null` unless failed. */
  reason: string | null;
}

export interface OutboxOptions<Scope extends string = string> {
  /** Where entries lie, by their `clientId`; its prefix also begins the names of the locks. */
  storage: KeyedStorage<OutboxEntry<Scope>>;
  /** Carries an entry to the server under its `clientId`. */
  send(entry: OutboxEntry<Scope>): Promise<unknown>;
  /** Nothing is tried while it is known to be down, and everything at once when it opens. */
  connection: Pick<ServerConnection, "state" | "onState">;
  /** {@link Outbox.entries} may differ, perhaps because of another tab. */
  onChange?(): void;
}

/** After so many more errors of the server's own an entry stands no longer in the way of the next: it may be the cause. */
const MAX_SERVER_ERRORS = 3;
/** More than can be acknowledged before they come back as said. */
const SENT_KEPT = 20;
/** States of the link in which a try would be in vain; before its first call it is idle, and only waits for one. */
const DISCONNECTED_STATES = new Set(["waiting", "offline", "refused"]);

/**
 * Messages on their way: kept in the browser for 24 h, through reloads, and sent in order within each conversation. A
 * refused one is marked and does not hold back the next; an unanswered one does, and is tried again after 2, 4, 8, 8 … s
 * for as long as it takes. It begins with what an earlier page left.
 */
export class Outbox<Scope extends string = string> {
  readonly #options: OutboxOptions<Scope>;
  readonly #environment: BrowserEnvironment;
  readonly #storage: KeyedStorage<OutboxEntry<Scope>>;
  /** Acknowledged since the page was loaded. */
  #sent: OutboxEntry<Scope>[] = [];
  /** The conversations that are being worked on, with what cuts short the pause that one may be in. */
  readonly #activeScopes = new Map<Scope, () => void>();

  constructor(options: OutboxOptions<Scope>, environment = browserEnvironment) {
    this.#options = options;
    this.#environment = environment;
    this.#storage = options.storage;
    this.#storage.watch(() => this.#changed());
    options.connection.onState((state) => state === "open" && this.#retryNow());
    queueMicrotask(() => this.#changed());
  }

  /** Takes a message; what becomes of it is told by `onChange` and {@link entries}. */
  add(scope: Scope, text: string): OutboxEntry<Scope> {
    const at = Math.max(this.#environment.now(), (this.entries().at(-1)?.at ?? 0) + 1);
    const entry: OutboxEntry<Scope> = { clientId: newId(), scope, text, at, state: "waiting", reason: null };
    this.#save(entry);
    return entry;
  }

  /** What waits, what failed and what was just sent, oldest first; of every conversation, or of one. */
  entries(scope?: Scope): OutboxEntry<Scope>[] {
    return [...this.#sent, ...this.#storage.all()]
      .filter((entry) => entry.scope === (scope ?? entry.scope))
      .toSorted((a, b) => a.at - b.at);
  }

  /** Tries a failed one again. */
  retry(clientId: string): void {
    this.#setState(clientId, "waiting", null);
    this.#retryNow();
  }

  /** Forgets one. If it is under way it may arrive all the same. */
  remove(clientId: string): void {
    this.#storage.write(clientId, null);
    this.#changed();
  }

  #save(entry: OutboxEntry<Scope>): void {
    this.#storage.write(entry.clientId, entry);
    this.#changed();
  }

  /** Changes an entry, unless it has been removed meanwhile. */
  #setState(clientId: string, state: OutboxEntry["state"], reason: string | null): void {
    const entry = this.#storage.read(clientId);
    if (entry) this.#save({ ...entry, state, reason });
  }

  #changed(): void {
    this.#options.onChange?.();
    for (const { scope } of this.#storage.all())
      if (!this.#activeScopes.has(scope)) void this.#sendAll(scope);
  }

  /** Tries everything now, except where the server has asked for time. */
  #retryNow(): void {
    for (const wake of this.#activeScopes.values()) wake();
    this.#changed();
  }

  /** What this conversation should send now, if anything. */
  #nextEntry(scope: Scope): OutboxEntry<Scope> | undefined {
    if (DISCONNECTED_STATES.has(this.#options.connection.state())) return;
    return this.entries(scope).find(({ state }) => state === "waiting");
  }

  /** Sends what a conversation has, one after the other, for as long as there is something to send. */
  async #sendAll(scope: Scope): Promise<void> {
    const environment = this.#environment;
    let tries = 0;
    let stumbles = 0;
    const pause = (ms: Millis, firm: boolean) =>
      new Promise<void>((wake) => {
        environment.after(ms, wake);
        this.#activeScopes.set(scope, firm ? () => {} : wake);
      });

    this.#activeScopes.set(scope, () => {});
    while (this.#nextEntry(scope)) {
      const failure = await withCrossTabLock(environment, this.#storage.prefix + scope, () =>
        this.#sendNext(scope, stumbles),
      );
      if (failure?.kind === "too-many") await pause(failure.retryAfterMs, true);
      else if (failure) await pause(halfJitter(tries++, environment.random()), false);
      else tries = 0;
      stumbles = failure ? stumbles + Number(failure.kind === "stumbled") : 0;
    }
    this.#activeScopes.delete(scope);
  }

  /** Resolves to why it must be tried again, `null` if it need not; never rejects. */
  async #sendNext(scope: Scope, stumbles: number): Promise<CallFailure | null> {
    const entry = this.#nextEntry(scope);
    // Another tab has sent it meanwhile.
    if (!entry) return null;
    const { clientId } = entry;
    const failure = await this.#options.send(entry).then(() => null, readCallFailure);
    if (!failure) {
      this.#sent = [...this.#sent.slice(-SENT_KEPT), { ...entry, state: "sent" }];
      this.remove(clientId);
      return null;
    }
    const reason =
      failure.kind === "refused"
        ? failure.reason
        : failure.kind === "stumbled" && stumbles === MAX_SERVER_ERRORS
          ? "server-error"
          : null;
    this.#setState(clientId, reason === null ? "waiting" : "failed", reason);
    return reason === null ? failure : null;
  }
}
