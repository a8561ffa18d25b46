import type { Millis } from "#domain/model/instant.ts";
import { addressKey } from "../security/client-address.ts";
import { SOCKET_CLOSE } from "./close-codes.ts";
import { type UpgradeRefusalStatus, upgradeRefusal } from "./upgrade-refusal.ts";
import type { Connection } from "./connection-types.ts";
import { createCounter } from "../../limits/counter.ts";

/** How many sockets fit. */
export interface ConnectionCaps {
  perInstance: number;
  perAddress: number;
}

/** How often everybody's silence is counted, and how many rounds of it are too many. */
export interface SilenceLimit {
  everyMs: Millis;
  rounds: number;
}

/** When the room looks at its sockets. */
export interface SweepIntervals {
  silence: SilenceLimit;
  /** How often to let go of what connections need only while they ask something. */
  idleCheckMs: Millis;
}

const RECONNECT_NOTICE = JSON.stringify({ id: null, method: "reconnect" });

/** How long a closed socket may take over its goodbye before a drain stops waiting for it. */
const CLOSE_TIMEOUT_MS = 1000;

/**
 * Every open socket of this process.
 *
 * It goes round to find out who has fallen silent. Bun's own idle time does not tell: whatever is sent begins it anew, so
 * that a peer whose network is gone would stay for as long as others give it something to hear.
 */
export class ConnectionRegistry<Context> {
  readonly #size: ConnectionCaps;
  readonly #rounds: SweepIntervals;
  readonly #links = new Set<Connection<Context>>();
  readonly #addresses = createCounter();
  readonly #farewells = new Set<Promise<void>>();
  #isDraining = false;
  #onEmpty: () => void = () => {};
  /** Run while anybody is here. */
  #timers: ReturnType<typeof setInterval>[] = [];

  constructor(size: ConnectionCaps, rounds: SweepIntervals) {
    this.#size = size;
    this.#rounds = rounds;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  count(): number {
    return this.#links.size;
  }

  /** Why this caller gets no socket, or `null`. */
  refusalFor(address: string, isUpgrade: boolean, isOriginAllowed: boolean): UpgradeRefusalStatus | null {
    return upgradeRefusal({
      isUpgrade,
      isOriginAllowed,
      isDraining: this.#isDraining,
      sockets: this.#links.size,
      maxSockets: this.#size.perInstance,
      socketsAtAddress: this.#addresses.count(addressKey(address)),
      maxSocketsAtAddress: this.#size.perAddress,
    });
  }

  add(connection: Connection<Context>): void {
    this.#links.add(connection);
    if (this.#links.size === 1) this.#beginRounds();
    this.#addresses.add(addressKey(connection.address));
  }

  remove(connection: Connection<Context>): void {
    if (!this.#links.delete(connection)) return;
    this.#addresses.remove(addressKey(connection.address));
    const farewell = connection.closed.finally(() => this.#farewells.delete(farewell));
    this.#farewells.add(farewell);
    if (this.#links.size > 0) return;
    for (const timer of this.#timers) clearInterval(timer);
    this.#onEmpty();
  }

  notifyReconnect(): void {
    for (const connection of this.#links) connection.notify(RECONNECT_NOTICE);
  }

  closeWhere(isCondemned: (context: Context) => boolean, code: number, reason: string): number {
    return [...this.#links].filter((connection) =>
      connection.closeIf({ isRevoked: isCondemned, code, reason }),
    ).length;
  }

  async drain(ms: number): Promise<void> {
    this.#isDraining = true;
    this.notifyReconnect();
    await this.#emptyWithin(ms);
    for (const connection of this.#links) connection.end(SOCKET_CLOSE.restarting, "restarting");
    await this.#emptyWithin(CLOSE_TIMEOUT_MS);
    await Promise.all(this.#farewells);
  }

  #beginRounds(): void {
    const { silence, idleCheckMs } = this.#rounds;
    const each = (ms: Millis, look: (connection: Connection<Context>) => void) =>
      setInterval(() => {
        for (const connection of this.#links) look(connection);
      }, ms);
    this.#timers = [
      each(silence.everyMs, (connection) => connection.checkSilence(silence.rounds)),
      each(idleCheckMs, (connection) => connection.releaseIfIdle()),
    ];
  }

  async #emptyWithin(ms: number): Promise<void> {
    if (this.#links.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
  }
}
