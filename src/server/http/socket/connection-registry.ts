import type { Millis } from "#domain/model/instant.ts";
import { addressKey } from "../security/client-address.ts";
import { SOCKET_CLOSE } from "./close-codes.ts";
import { type DoorStatus, refusedAtDoor } from "./upgrade-refusal.ts";
import type { SocketLink } from "./socket-connection.ts";
import { createTally } from "../limits/counter.ts";

/** How many sockets fit. */
export interface RoomSize {
  perInstance: number;
  perAddress: number;
}

/** How often everybody's silence is counted, and how many rounds of it are too many. */
export interface SilenceLimit {
  everyMs: Millis;
  rounds: number;
}

/** When the room looks at its sockets. */
export interface Rounds {
  silence: SilenceLimit;
  /** How often to let go of what connections need only while they ask something. */
  restMs: Millis;
}

const RECONNECT_NOTICE = JSON.stringify({ id: null, method: "reconnect" });

/** How long a closed socket may take over its goodbye before a drain stops waiting for it. */
const GOODBYE_MS = 1000;

/**
 * Every open socket of this process.
 *
 * It goes round to find out who has fallen silent. Bun's own idle time does not tell: whatever is sent begins it anew, so
 * that a peer whose network is gone would stay for as long as others give it something to hear.
 */
export class SocketRoom<Context> {
  readonly #size: RoomSize;
  readonly #rounds: Rounds;
  readonly #links = new Set<SocketLink<Context>>();
  readonly #addresses = createTally();
  readonly #farewells = new Set<Promise<void>>();
  #isDraining = false;
  #onEmpty: () => void = () => {};
  /** Run while anybody is here. */
  #timers: ReturnType<typeof setInterval>[] = [];

  constructor(size: RoomSize, rounds: Rounds) {
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
  refusalFor(address: string, isUpgrade: boolean, isOriginAllowed: boolean): DoorStatus | null {
    return refusedAtDoor({
      isUpgrade,
      isOriginAllowed,
      isDraining: this.#isDraining,
      sockets: this.#links.size,
      maxSockets: this.#size.perInstance,
      socketsAtAddress: this.#addresses.count(addressKey(address)),
      maxSocketsAtAddress: this.#size.perAddress,
    });
  }

  add(link: SocketLink<Context>): void {
    this.#links.add(link);
    if (this.#links.size === 1) this.#beginRounds();
    this.#addresses.add(addressKey(link.address));
  }

  remove(link: SocketLink<Context>): void {
    if (!this.#links.delete(link)) return;
    this.#addresses.remove(addressKey(link.address));
    const farewell = link.farewell.finally(() => this.#farewells.delete(farewell));
    this.#farewells.add(farewell);
    if (this.#links.size > 0) return;
    for (const timer of this.#timers) clearInterval(timer);
    this.#onEmpty();
  }

  notifyReconnect(): void {
    for (const link of this.#links) link.notify(RECONNECT_NOTICE);
  }

  closeWhere(isCondemned: (context: Context) => boolean, code: number, reason: string): number {
    return [...this.#links].filter((link) => link.judge({ isCondemned, code, reason })).length;
  }

  async drain(ms: number): Promise<void> {
    this.#isDraining = true;
    this.notifyReconnect();
    await this.#emptyWithin(ms);
    for (const link of this.#links) link.end(SOCKET_CLOSE.restarting, "restarting");
    await this.#emptyWithin(GOODBYE_MS);
    await Promise.all(this.#farewells);
  }

  #beginRounds(): void {
    const { silence, restMs } = this.#rounds;
    const each = (ms: Millis, look: (link: SocketLink<Context>) => void) =>
      setInterval(() => {
        for (const link of this.#links) look(link);
      }, ms);
    this.#timers = [
      each(silence.everyMs, (link) => link.round(silence.rounds)),
      each(restMs, (link) => link.rest()),
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
