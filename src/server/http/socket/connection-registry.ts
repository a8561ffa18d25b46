import type { Millis } from "#domain/model/instant.ts";
import { addressKey } from "../security/client-address.ts";
import { SOCKET_CLOSE } from "./close-codes.ts";
import { type UpgradeRefusalStatus, upgradeRefusal } from "./upgrade-refusal.ts";
import type { Connection } from "./connection-types.ts";
import { createKeyedCounter } from "../../limits/keyed-counter.ts";

/** The maximum numbers of open sockets. */
export interface ConnectionCaps {
  perInstance: number;
  perAddress: number;
}

/** How often peers are checked for silence, and for how many rounds one may be silent. */
export interface SilenceLimit {
  everyMs: Millis;
  rounds: number;
}

const RECONNECT_NOTICE = JSON.stringify({ id: null, method: "reconnect" });

/** How long a closed socket may take for its closing handshake before a drain stops waiting for it. */
const CLOSE_TIMEOUT_MS = 1000;

/**
 * Every open socket of this process.
 *
 * It checks all sockets for silent peers. Bun's idle timeout does not find them: every send restarts it, so that a peer
 * without a network would stay for as long as there is something to send to it.
 */
export class ConnectionRegistry<Context> {
  readonly #size: ConnectionCaps;
  readonly #silence: SilenceLimit;
  readonly #connections = new Set<Connection<Context>>();
  readonly #addresses = createKeyedCounter();
  readonly #closing = new Set<Promise<void>>();
  #isDraining = false;
  #onEmpty: () => void = () => {};
  /** The timer that runs while any socket is open. */
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(size: ConnectionCaps, silence: SilenceLimit) {
    this.#size = size;
    this.#silence = silence;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  count(): number {
    return this.#connections.size;
  }

  /** The reason why this caller gets no socket, or `null`. */
  refusalFor(address: string, isUpgrade: boolean, isOriginAllowed: boolean): UpgradeRefusalStatus | null {
    return upgradeRefusal({
      isUpgrade,
      isOriginAllowed,
      isDraining: this.#isDraining,
      sockets: this.#connections.size,
      maxSockets: this.#size.perInstance,
      socketsAtAddress: this.#addresses.count(addressKey(address)),
      maxSocketsAtAddress: this.#size.perAddress,
    });
  }

  add(connection: Connection<Context>): void {
    this.#connections.add(connection);
    if (this.#connections.size === 1) this.#startSweep();
    this.#addresses.add(addressKey(connection.address));
  }

  remove(connection: Connection<Context>): void {
    if (!this.#connections.delete(connection)) return;
    this.#addresses.remove(addressKey(connection.address));
    const closed = connection.closed.finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
    if (this.#connections.size > 0) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#onEmpty();
  }

  notifyReconnect(): void {
    for (const connection of this.#connections) connection.notify(RECONNECT_NOTICE);
  }

  closeWhere(isCondemned: (context: Context) => boolean, code: number, reason: string): number {
    return [...this.#connections].filter((connection) =>
      connection.closeIf({ isRevoked: isCondemned, code, reason }),
    ).length;
  }

  async drain(ms: number): Promise<void> {
    this.#isDraining = true;
    this.notifyReconnect();
    await this.#emptyWithin(ms);
    for (const connection of this.#connections) connection.end(SOCKET_CLOSE.restarting, "restarting");
    await this.#emptyWithin(CLOSE_TIMEOUT_MS);
    await Promise.all(this.#closing);
  }

  #startSweep(): void {
    const { everyMs, rounds } = this.#silence;
    this.#timer = setInterval(() => {
      for (const connection of this.#connections) connection.checkSilence(rounds);
    }, everyMs);
  }

  async #emptyWithin(ms: number): Promise<void> {
    if (this.#connections.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
  }
}
