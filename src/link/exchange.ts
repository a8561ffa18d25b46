import type { Operation } from "@trpc/client";
import { SECOND, type Millis } from "#domain/instant.ts";
import { Calls, type Sink } from "./calls.ts";
import { browserClock, type Clock } from "./clock.ts";
import { Line, type LinkState } from "./line.ts";
import { browserSurroundings, type Surroundings } from "./surroundings.ts";
import type { ConnectionParams, SocketClass } from "./wire.ts";

/** How often to ask whether the server is still there: with the window open, and with it minimised. */
export const PING_EVERY_MS: Millis = 10 * SECOND;
export const PING_MINIMISED_MS: Millis = 25 * SECOND;

export interface LinkOptions {
  /** `ws://` or `wss://`. */
  url: string;
  /** Who we are, read again at every connect. `null`, or left out: nobody in particular. */
  params?: () => ConnectionParams;
  WebSocket?: SocketClass;
  clock?: Clock;
  /** From 0 to just below 1. */
  random?: () => number;
  surroundings?: Surroundings;
}

/** What can be known and done about a connection, whichever client calls over it. Every member works detached. */
export interface LinkControl {
  state: () => LinkState;
  /** Calls `changed` at every change; the answer stops it. */
  onState: (changed: (state: LinkState) => void) => () => void;
  /** Swaps the socket for one with fresh params: after sign-in or sign-out, after a refusal, or for "Try now". */
  reconnect: () => void;
  /** Pings every `pingEveryMs` from now on. */
  setPace: (pingEveryMs: Millis) => void;
  /** For good: calls fail as connection-lost, subscriptions complete. */
  close: () => void;
}

/** Calls on one side, a connection that comes and goes on the other. */
export class Exchange implements LinkControl {
  readonly #line: Line;
  readonly #calls: Calls;
  readonly #listeners = new Set<(state: LinkState) => void>();
  #flushing = false;

  constructor(options: LinkOptions) {
    const parts = {
      params: () => null,
      WebSocket,
      clock: browserClock,
      random: Math.random,
      surroundings: browserSurroundings,
      ...options,
    };
    const calls = new Calls(parts.clock);
    this.#calls = calls;
    this.#line = new Line(
      { ...parts, pingEveryMs: PING_EVERY_MS },
      {
        changed: (state) => {
          for (const tell of this.#listeners) tell(state);
        },
        opened(wire, former) {
          for (const old of former) calls.move(old);
          calls.flush(wire);
        },
        heard: (wire, message) => calls.answer(wire, message),
        lost: (wire) => {
          calls.lost(wire);
          this.#flushSoon();
        },
        refused: (refusal) => calls.failAnswers(refusal),
        awaits: (wire) => calls.awaits(wire),
      },
    );
  }

  readonly state = (): LinkState => this.#line.state;
  readonly reconnect = (): void => this.#line.reconnect();
  readonly setPace = (pingEveryMs: Millis): void => this.#line.setPace(pingEveryMs);

  readonly onState = (changed: (state: LinkState) => void) => {
    this.#listeners.add(changed);
    return (): void => {
      this.#listeners.delete(changed);
    };
  };

  readonly close = (): void => {
    this.#calls.end();
    this.#line.close();
  };

  /** Makes a call; the answer takes it back. */
  request(op: Operation, sink: Sink): () => void {
    const line = this.#line;
    const call = this.#calls.add(op, sink);
    const abort = () => {
      this.#calls.remove(call);
      sink.complete();
    };
    op.signal?.addEventListener("abort", abort);
    if (op.signal?.aborted) queueMicrotask(abort);
    line.start();
    if (line.refusal) this.#calls.failAnswers(line.refusal);
    this.#flushSoon();
    return () => {
      op.signal?.removeEventListener("abort", abort);
      this.#calls.remove(call);
      line.tidy();
    };
  }

  /** At the end of the turn, so that calls made together travel together. */
  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => {
      this.#flushing = false;
      if (this.#line.closed) this.#calls.end();
      if (this.#line.active) this.#calls.flush(this.#line.active);
    });
  }
}
