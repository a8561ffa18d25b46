import type { Instant, Millis } from "#domain/model/instant.ts";
import { fullJitter } from "../back-off.ts";
import { type Asked, Calls, type Told } from "./pending-calls.ts";
import { asError } from "../call-failure.ts";
import { openWire, WORD_WITHIN_MS, type ConnectionParams, type Wire } from "./socket.ts";
import { browserWorld, type World } from "../browser-environment.ts";

/** How the link stands. */
export type LinkState =
  /** Nobody has asked for anything yet. */
  | "idle"
  | "connecting"
  | "open"
  /** Backing off. */
  | "waiting"
  /** Not connected, and the browser says there is no network. Tries go on all the same. */
  | "offline"
  /** The server will not have us, for the reason in `refusal`; nothing is tried until `reconnect()`. */
  | "refused";

export interface LinkOptions {
  /** `ws://` or `wss://`, without a query. */
  url: string;
  /** Who we are, read again at every connect; `null` is nobody in particular. */
  params(): ConnectionParams;
}

/**
 * How long a silence may last before we ask whether the server is still there: with the window open, and with it
 * minimised. While an answer is due it is 3 s.
 */
export const PING_EVERY_MS: Millis = 4_000;
export const PING_MINIMISED_MS: Millis = 25_000;

/**
 * A connection that held this long was a good one: the back-off starts anew. Longer than it takes to find one silent, so
 * that a server too slow to answer pings sees us come back more and more seldom.
 */
const STABLE_MS: Millis = 10_000;
/** Clients told to move come back spread over this span. */
const MOVE_WITHIN_MS: Millis = 2_000;
/** An attempt this young is left alone when the network changes. */
const FRESH_MS: Millis = 2_000;
/** Close codes after which even the first try is spread wide: the server restarts (RFC 6455), or has too many of us. */
const CROWDED = new Set([1012, 4429]);
const CROWDED_ATTEMPT = 2;
/**
 * Our server's close codes for callers it will not have, in tRPC's words. The error it sends before, which belongs to no
 * call, says no more than that.
 */
const REFUSALS: Record<number, string> = { 4401: "UNAUTHORIZED", 4403: "FORBIDDEN" };
const CLIENT_ERROR = 400;

/**
 * One WebSocket for queries, mutations and subscriptions, in tRPC's wire format. It connects at the first call, backs
 * off, moves to a new socket without a gap, and gives up when told to.
 *
 * - A query outlives the connection: it is sent again. A mutation does not: it fails, and `isConnectionLost` tells that
 *   nobody knows whether it was carried out. One made while there is no connection waits 10 s for it.
 * - A subscription outlives the connection: it is started again after its last tracked item, or with its input as it is
 *   by then.
 * - No answer within 10 s means that the connection is dead; `timeoutMs` gives a slow procedure longer. A connection on
 *   which nothing is heard any more is found out sooner: 6 s after something was said, 7 s with the window open.
 * - After a refusal calls fail with the server's error and subscriptions wait for `reconnect()`.
 */
export class Link {
  readonly #options: LinkOptions;
  readonly #world: World;
  readonly #calls: Calls;
  readonly #listeners: ((state: LinkState) => void)[] = [];
  /** The sockets that have opened: the one calls go over, and those that are left as soon as they owe no answer. */
  readonly #wires = new Set<Wire>();
  #active: Wire | null = null;
  #dialing: Wire | null = null;
  /** When the latest dialling began, or ended in a connection. */
  #since: Instant = 0;
  #attempt = 0;
  #cancelRetry = () => {};
  #refusal: Error | null = null;
  #paceMs = PING_EVERY_MS;
  #state: LinkState = "idle";

  constructor(options: LinkOptions, world = browserWorld) {
    this.#options = options;
    this.#world = world;
    this.#calls = new Calls(world);
  }

  state(): LinkState {
    return this.#state;
  }

  /** Why the server will not have us, as calls are told; `null` while it may. */
  get refusal(): Error | null {
    return this.#refusal;
  }

  /** Calls `changed` at every change. */
  onState(changed: (state: LinkState) => void): void {
    this.#listeners.push(changed);
  }

  /** Makes a call; those of one turn travel together. The answer takes it back. */
  request(asked: Asked, told: Told): () => void {
    const call = this.#calls.add(asked, told);
    if (this.#state === "idle") {
      this.#world.onLook(() => this.#look());
      this.#dial();
    }
    queueMicrotask(() => this.#flush());
    return () => {
      this.#calls.remove(call);
      this.#tidy();
    };
  }

  /**
   * Swaps the socket for one with fresh params: after sign-in or sign-out, after a refusal, or for "Try now". What runs
   * on the old one is kept until the new one is open; nothing new is sent there.
   */
  reconnect(): void {
    if (this.#state === "idle") return;
    this.#refusal = null;
    this.#attempt = 0;
    this.#active = null;
    this.#dial();
  }

  /** Asks after the server now, and from now on after `paceMs` without a word. */
  setPace(paceMs: Millis): void {
    this.#paceMs = paceMs;
    this.#active?.check();
  }

  #dial(): void {
    const { url, params } = this.#options;
    this.#cancelRetry();
    this.#since = this.#world.now();
    this.#dialing?.close();
    const wire = openWire(
      { url, params: params(), pace: () => (this.#calls.awaits(wire) ? WORD_WITHIN_MS : this.#paceMs) },
      {
        opened: () => this.#opened(wire),
        heard: (message) => this.#heard(wire, message),
        ended: (code) => this.#ended(wire, code),
      },
      this.#world,
    );
    this.#dialing = wire;
    this.#changed();
  }

  #opened(wire: Wire): void {
    for (const former of this.#wires) this.#calls.leave(former);
    this.#wires.add(wire);
    this.#dialing = null;
    this.#active = wire;
    this.#since = this.#world.now();
    this.#flush();
    this.#tidy();
    this.#changed();
  }

  #flush(): void {
    if (this.#refusal) this.#calls.failAnswers(this.#refusal);
    if (this.#active) this.#calls.flush(this.#active);
  }

  /** Closes replaced wires on which nothing is due any more. */
  #tidy(): void {
    for (const wire of this.#wires) {
      if (!this.#active || wire === this.#active || this.#calls.awaits(wire)) continue;
      this.#wires.delete(wire);
      wire.close();
    }
  }

  #heard(wire: Wire, message: Record<string, unknown>): void {
    if (message["method"] === "reconnect") {
      // Only the address moves, not the caller: until the new socket is open, this one serves.
      if (wire === this.#active) this.#later(this.#world.random() * MOVE_WITHIN_MS);
    } else if (message["id"] === null) {
      // An error of no call: there is no context for this connection, whatever else is said. Its close code says why.
      this.#calls.leave(wire, true);
    } else {
      this.#calls.answer(wire, message);
      this.#tidy();
    }
  }

  #ended(wire: Wire, code: number): void {
    const reason = REFUSALS[code];
    const wasActive = wire === this.#active;
    const wasRetired = !wasActive && wire !== this.#dialing;
    this.#wires.delete(wire);
    if (wasActive) this.#active = null;
    else if (!wasRetired) this.#dialing = null;
    this.#calls.leave(wire, true, code === 0);
    if (wasRetired) return this.#flush();
    if (reason !== undefined) return this.#refuse(reason);
    if (wasActive && this.#world.now() - this.#since >= STABLE_MS) this.#attempt = 0;
    if (CROWDED.has(code)) this.#attempt = Math.max(this.#attempt, CROWDED_ATTEMPT);
    this.#later(fullJitter(this.#attempt++, this.#world.random()));
  }

  /** Dials after `ms`, unless that is under way. */
  #later(ms: Millis): void {
    this.#cancelRetry();
    if (!this.#dialing) this.#cancelRetry = this.#world.after(ms, () => this.#dial());
    this.#changed();
  }

  #refuse(code: string): void {
    this.#refusal = asError({ message: code, data: { code, httpStatus: CLIENT_ERROR } });
    this.#flush();
    for (const wire of this.#wires) {
      wire.close();
      this.#calls.leave(wire, true);
    }
    this.#wires.clear();
    this.#active = null;
    this.#cancelRetry();
    this.#changed();
  }

  /** The network changed, or somebody looks at the page again. */
  #look(): void {
    const young = this.#dialing && this.#world.now() - this.#since < FRESH_MS;
    if (this.#active) this.#active.check();
    else if (!this.#refusal && !young) this.#dial();
    this.#changed();
  }

  #changed(): void {
    const next = this.#read();
    if (next === this.#state) return;
    this.#state = next;
    for (const tell of this.#listeners) tell(next);
  }

  #read(): LinkState {
    if (this.#refusal) return "refused";
    if (this.#active) return "open";
    if (!this.#world.online()) return "offline";
    return this.#dialing ? "connecting" : "waiting";
  }
}
