import type { Instant, Millis } from "#domain/instant.ts";
import { fullJitter } from "./back-off.ts";
import type { Clock } from "./clock.ts";
import { isRecord, readFailure, type ErrorFrame } from "./failure.ts";
import type { Surroundings } from "./surroundings.ts";
import { openWire, type ConnectionParams, type SocketClass, type Wire } from "./wire.ts";

/** How the link stands. */
export type LinkState =
  | { kind: "connecting" | "open" }
  /** Backing off. */
  | { kind: "waiting"; retryAt: Instant }
  /** Not connected, and the browser says there is no network. Tries go on all the same. */
  | { kind: "offline" }
  /** Not connected and not trying: before the first call, or closed for good. */
  | { kind: "closed" }
  /** The server will not have us; nothing is tried until `reconnect()`. A refusal code or tRPC's error code. */
  | { kind: "refused"; reason: string };

export interface LineOptions {
  url: string;
  params: () => ConnectionParams;
  WebSocket: SocketClass;
  clock: Clock;
  random: () => number;
  surroundings: Surroundings;
  pingEveryMs: Millis;
}

/** What the line tells whoever makes the calls. */
export interface LineEvents {
  /** Calls go over `wire` from now on; what still runs on `former` should move. */
  opened(wire: Wire, former: Iterable<Wire>): void;
  heard(wire: Wire, message: Record<string, unknown>): void;
  lost(wire: Wire): void;
  refused(refusal: ErrorFrame): void;
  /** Whether answers are still due on a wire that has been replaced. */
  awaits(wire: Wire): boolean;
  changed(state: LinkState): void;
}

/** A connection that held this long was a good one: the back-off starts anew. */
const STABLE_MS: Millis = 10_000;
/** Clients told to move come back spread over this span. */
const MOVE_WITHIN_MS: Millis = 4_000;
/** An attempt this young is left alone when the network changes. */
const FRESH_MS: Millis = 2_000;
/** Close codes after which even the first try is spread wide: the server restarts (RFC 6455), or has too many of us. */
const CROWDED = new Set([1012, 4429]);
const CROWDED_ATTEMPT = 1;
/** Our server's close codes for callers it will not have, in tRPC's words. */
const REFUSALS: Record<number, string> = { 4401: "UNAUTHORIZED", 4403: "FORBIDDEN" };
const CLIENT_ERROR = 400;
/** Errors without an id that speak of one frame, not of the whole connection. */
const OF_ONE_FRAME = new Set(["PARSE_ERROR", "BAD_REQUEST", "UNPROCESSABLE_CONTENT"]);

/** Keeps one connection up: dials, backs off, moves to a new socket without a gap, gives up when told to. */
export class Line {
  readonly #options: LineOptions;
  readonly #events: LineEvents;
  readonly #retired = new Set<Wire>();
  #active: Wire | null = null;
  #dialing: Wire | null = null;
  /** When the latest dialling began, or ended in a connection. */
  #since: Instant = 0;
  #attempt = 0;
  #retryAt: Instant | null = null;
  #cancelRetry = () => {};
  #refusal: ErrorFrame | null = null;
  #phase: "idle" | "running" | "closed" = "idle";
  #pingEveryMs: Millis;
  #state: LinkState = { kind: "closed" };
  #unwatch = () => {};

  constructor(options: LineOptions, events: LineEvents) {
    this.#options = options;
    this.#events = events;
    this.#pingEveryMs = options.pingEveryMs;
  }

  get active(): Wire | null {
    return this.#active;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Why calls cannot be made at all; `null` when they can. */
  get refusal(): ErrorFrame | null {
    return this.#refusal;
  }

  get closed(): boolean {
    return this.#phase === "closed";
  }

  /** Somebody wants to talk: the first time this dials, at once. */
  start(): void {
    if (this.#phase !== "idle") return;
    this.#phase = "running";
    this.#unwatch = this.#options.surroundings.watch(() => this.#look());
    this.#dial();
  }

  /** Replaces the connection by one with fresh params; what runs on the old one is kept until the new one is open. */
  reconnect(): void {
    if (this.#phase !== "running") return;
    this.#refusal = null;
    this.#attempt = 0;
    this.#retire();
    this.#redial();
  }

  setPace(pingEveryMs: Millis): void {
    this.#pingEveryMs = pingEveryMs;
    this.#active?.setPace(pingEveryMs);
  }

  /** Closes replaced wires on which nothing is due any more. */
  tidy(): void {
    if (this.#active === null) return;
    for (const wire of this.#retired) {
      if (this.#events.awaits(wire)) continue;
      this.#retired.delete(wire);
      wire.close();
    }
  }

  close(): void {
    this.#phase = "closed";
    this.#unwatch();
    this.#hangUp();
  }

  #dial(): void {
    const { clock, url, params, WebSocket } = this.#options;
    this.#cancelRetry();
    this.#retryAt = null;
    this.#since = clock.now();
    const wire = openWire(
      { clock, url, WebSocket, params: params() },
      {
        opened: () => this.#opened(wire),
        heard: (message) => this.#heard(wire, message),
        ended: (code) => this.#ended(wire, code),
      },
    );
    this.#dialing = wire;
    this.#changed();
  }

  #redial(): void {
    this.#dialing?.close();
    this.#dial();
  }

  #opened(wire: Wire): void {
    this.#retire();
    this.#dialing = null;
    this.#active = wire;
    this.#since = this.#options.clock.now();
    wire.setPace(this.#pingEveryMs);
    this.#events.opened(wire, this.#retired);
    this.tidy();
    this.#changed();
  }

  #heard(wire: Wire, message: Record<string, unknown>): void {
    if (message["method"] === "reconnect") {
      // Only the address moves, not the caller: until the new socket is open, this one serves.
      if (wire === this.#active) this.#later(this.#options.random() * MOVE_WITHIN_MS);
    } else if (message["id"] === null && wire === this.#active) this.#heardOfConnection(wire, message);
    else {
      this.#events.heard(wire, message);
      if (wire !== this.#active) this.tidy();
    }
  }

  /** An error that belongs to no call: the server could not or would not make a context for this connection. */
  #heardOfConnection(wire: Wire, { error }: Record<string, unknown>): void {
    const failure = readFailure(error);
    if (failure.kind !== "refused") wire.drop();
    else if (!OF_ONE_FRAME.has(failure.reason))
      this.#refuse({ error: { message: failure.reason, ...(isRecord(error) && error) } });
  }

  #ended(wire: Wire, code: number): void {
    const { clock, random } = this.#options;
    const current = wire === this.#active || wire === this.#dialing;
    if (wire === this.#active) {
      this.#active = null;
      if (clock.now() - this.#since >= STABLE_MS) this.#attempt = 0;
    }
    if (wire === this.#dialing) this.#dialing = null;
    this.#retired.delete(wire);
    this.#events.lost(wire);
    if (!current) return;
    const refusal = REFUSALS[code];
    if (refusal !== undefined)
      return this.#refuse({ error: { message: refusal, data: { code: refusal, httpStatus: CLIENT_ERROR } } });
    if (CROWDED.has(code)) this.#attempt = Math.max(this.#attempt, CROWDED_ATTEMPT);
    this.#later(fullJitter(this.#attempt++, random()));
  }

  /** Dials after `ms`, unless that is already arranged. */
  #later(ms: Millis): void {
    const { clock } = this.#options;
    if (this.#phase === "running" && this.#refusal === null && !this.#dialing && this.#retryAt === null) {
      this.#retryAt = clock.now() + ms;
      this.#cancelRetry = clock.after(ms, () => this.#dial());
    }
    this.#changed();
  }

  #refuse(refusal: ErrorFrame): void {
    this.#refusal = refusal;
    this.#forgetRetired();
    this.#events.refused(refusal);
    this.#hangUp();
  }

  #hangUp(): void {
    this.#cancelRetry();
    this.#retryAt = null;
    this.#dialing?.close();
    this.#dialing = null;
    this.#retire();
    this.#forgetRetired();
    this.#changed();
  }

  #forgetRetired(): void {
    for (const wire of this.#retired) {
      wire.close();
      this.#events.lost(wire);
    }
    this.#retired.clear();
  }

  #retire(): void {
    if (this.#active) this.#retired.add(this.#active);
    this.#active = null;
  }

  /** The network changed, or somebody looks at the page again. */
  #look(): void {
    const young = this.#dialing && this.#options.clock.now() - this.#since < FRESH_MS;
    if (this.#active) this.#active.check();
    else if (this.#refusal === null && !young) this.#redial();
    this.#changed();
  }

  #changed(): void {
    const next = this.#read();
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    this.#state = next;
    this.#events.changed(next);
  }

  #read(): LinkState {
    if (this.#phase !== "running") return { kind: "closed" };
    if (this.#refusal) {
      const failure = readFailure(this.#refusal.error);
      return { kind: "refused", reason: failure.kind === "refused" ? failure.reason : failure.kind };
    }
    if (this.#active) return { kind: "open" };
    if (!this.#options.surroundings.online()) return { kind: "offline" };
    return this.#retryAt === null ? { kind: "connecting" } : { kind: "waiting", retryAt: this.#retryAt };
  }
}
