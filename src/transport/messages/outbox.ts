import type { Instant, Millis } from "#domain/model/instant.ts";
import { halfJitter } from "../back-off.ts";
import { type CallFailure, readCallFailure } from "../call-failure.ts";
import type { ServerConnection } from "../connection/server-connection.ts";
import { withCrossTabLock } from "../storage/cross-tab-lock.ts";
import { newId } from "../new-id.ts";
import type { KeyedStorage } from "../storage/keyed-storage.ts";
import { browserEnvironment, type BrowserEnvironment } from "../browser-environment.ts";

/** A message to be sent. */
export interface OutboxEntry<Scope extends string = string> {
  /** Created in the browser, so that sending twice stores the message once. */
  clientId: string;
  /** The conversation it belongs to. Entries of one scope keep their order. */
  scope: Scope;
  text: string;
  /** The time it was added, by this browser's clock. It is unique, so that it orders the entries. */
  at: Instant;
  /** `waiting`: not acknowledged yet. `sent`: acknowledged, but perhaps not received in the conversation yet. */
  state: "waiting" | "failed" | "sent";
  /** Why it failed: a refusal code, tRPC's error code in capitals, or `server-error`. `null` unless failed. */
  reason: string | null;
}

export interface OutboxOptions<Scope extends string = string> {
  /** Stores entries by their `clientId`. Its prefix is also that of the locks' names. */
  storage: KeyedStorage<OutboxEntry<Scope>>;
  /** Sends an entry to the server with its `clientId`. */
  send(entry: OutboxEntry<Scope>): Promise<unknown>;
  /** The connection. Nothing is sent while it is down, and everything at once when it opens. */
  connection: Pick<ServerConnection, "state" | "onState">;
  /** Called when {@link Outbox.entries} may have changed, perhaps in another tab. */
  onChange?(): void;
}

/** After this many more server errors an entry fails, because it may be the cause, and no longer blocks the next. */
const MAX_SERVER_ERRORS = 3;
/** More messages than can be acknowledged before they are received in the conversation. */
const SENT_KEPT = 20;
/** Connection states in which sending is pointless. `idle` is not one, because the first call connects. */
const DISCONNECTED_STATES = new Set(["waiting", "offline", "refused"]);

/**
 * Messages to be sent. They are kept in the browser for 24 h, through reloads, and sent in order within each
 * conversation. A refused message is marked and does not block the next. A message without a response does, and is
 * retried after 2, 4, 8, 8 … s without a limit. A new outbox starts with the messages that earlier pages left.
 */
export class Outbox<Scope extends string = string> {
  readonly #options: OutboxOptions<Scope>;
  readonly #environment: BrowserEnvironment;
  readonly #storage: KeyedStorage<OutboxEntry<Scope>>;
  /** Entries acknowledged since the page was loaded. */
  #sent: OutboxEntry<Scope>[] = [];
  /** The conversations being sent, each with a function that ends its pause. */
  readonly #activeScopes = new Map<Scope, () => void>();

  constructor(options: OutboxOptions<Scope>, environment = browserEnvironment) {
    this.#options = options;
    this.#environment = environment;
    this.#storage = options.storage;
    this.#storage.watch(() => this.#changed());
    options.connection.onState((state) => state === "open" && this.#retryNow());
    queueMicrotask(() => this.#changed());
  }

  /** Adds a message. Its state is in {@link entries}, and `onChange` reports changes. */
  add(scope: Scope, text: string): OutboxEntry<Scope> {
    const at = Math.max(this.#environment.now(), (this.entries().at(-1)?.at ?? 0) + 1);
    const entry: OutboxEntry<Scope> = { clientId: newId(), scope, text, at, state: "waiting", reason: null };
    this.#save(entry);
    return entry;
  }

  /** Lists waiting, failed and recently sent entries, oldest first, of all conversations or of one. */
  entries(scope?: Scope): OutboxEntry<Scope>[] {
    return [...this.#sent, ...this.#storage.all()]
      .filter((entry) => entry.scope === (scope ?? entry.scope))
      .toSorted((a, b) => a.at - b.at);
  }

  /** Retries a failed entry. */
  retry(clientId: string): void {
    this.#setState(clientId, "waiting", null);
    this.#retryNow();
  }

  /** Removes an entry. If it is being sent, it may still arrive. */
  remove(clientId: string): void {
    this.#storage.write(clientId, null);
    this.#changed();
  }

  #save(entry: OutboxEntry<Scope>): void {
    this.#storage.write(entry.clientId, entry);
    this.#changed();
  }

  /** Changes an entry, unless it has been removed. */
  #setState(clientId: string, state: OutboxEntry["state"], reason: string | null): void {
    const entry = this.#storage.read(clientId);
    if (entry) this.#save({ ...entry, state, reason });
  }

  #changed(): void {
    this.#options.onChange?.();
    for (const { scope } of this.#storage.all())
      if (!this.#activeScopes.has(scope)) void this.#sendAll(scope);
  }

  /** Sends everything now, except where the server has asked to wait. */
  #retryNow(): void {
    for (const wake of this.#activeScopes.values()) wake();
    this.#changed();
  }

  /** Finds the entry this conversation should send next, if any. */
  #nextEntry(scope: Scope): OutboxEntry<Scope> | undefined {
    if (DISCONNECTED_STATES.has(this.#options.connection.state())) return;
    return this.entries(scope).find(({ state }) => state === "waiting");
  }

  /** Sends a conversation's entries one after the other until none is waiting. */
  async #sendAll(scope: Scope): Promise<void> {
    const environment = this.#environment;
    let tries = 0;
    let serverErrors = 0;
    const pause = (ms: Millis, isFixed: boolean) =>
      new Promise<void>((wake) => {
        environment.after(ms, wake);
        this.#activeScopes.set(scope, isFixed ? () => {} : wake);
      });

    this.#activeScopes.set(scope, () => {});
    while (this.#nextEntry(scope)) {
      const failure = await withCrossTabLock(environment, this.#storage.prefix + scope, () =>
        this.#sendNext(scope, serverErrors),
      );
      if (failure?.kind === "too-many") await pause(failure.retryAfterMs, true);
      else if (failure) await pause(halfJitter(tries++, environment.random()), false);
      else tries = 0;
      serverErrors = failure ? serverErrors + Number(failure.kind === "server-error") : 0;
    }
    this.#activeScopes.delete(scope);
  }

  /** Sends the next entry. Resolves to the failure if it must be retried, else to `null`; never rejects. */
  async #sendNext(scope: Scope, serverErrors: number): Promise<CallFailure | null> {
    const entry = this.#nextEntry(scope);
    // Another tab has sent it.
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
        : failure.kind === "server-error" && serverErrors === MAX_SERVER_ERRORS
          ? "server-error"
          : null;
    this.#setState(clientId, reason === null ? "waiting" : "failed", reason);
    return reason === null ? failure : null;
  }
}
