import type { Operation } from "@trpc/client";
import type { Millis } from "#domain/instant.ts";
import type { Clock } from "./clock.ts";
import { ConnectionLost, isRecord } from "./failure.ts";
import type { Wire } from "./wire.ts";

const ANSWER_WITHIN_MS: Millis = 10_000;
/** The server's cap on calls in one frame. */
const FRAME_CALLS = 10;
/** A query that kills two connections in a row is not sent a third time. */
const QUERY_TRIES = 2;

/** Where the answers to a call go. */
export interface Sink {
  next(result: { type?: unknown; data?: unknown }): void;
  error(cause: object): void;
  complete(): void;
}

export interface Call {
  readonly op: Operation;
  readonly sink: Sink;
  readonly id: number;
  /** Where it was sent, the only place an answer may come from; `null` while it waits for a connection. */
  wire: Wire | null;
  lastEventId: string | null;
  silences: number;
  /** Nobody listens any more. */
  gone: boolean;
  cancelDeadline: () => void;
}

/** The calls that have been made and not yet ended, and what a lost connection means for each. */
export class Calls {
  readonly #clock: Clock;
  readonly #byId = new Map<number, Call>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(op: Operation, sink: Sink): Call {
    const call: Call = {
      op,
      sink,
      id: ++this.#lastId,
      wire: null,
      lastEventId: null,
      silences: 0,
      gone: false,
      cancelDeadline: () => {},
    };
    this.#byId.set(call.id, call);
    this.#park(call);
    return call;
  }

  /** The caller does not want it any more. */
  remove(call: Call): void {
    call.gone = true;
    if (!this.#take(call)) return;
    this.#stop(call);
  }

  /** Sends everything that waits, ten calls a frame. */
  flush(wire: Wire): void {
    const frames: string[] = [];
    for (const call of this.#of(null)) {
      try {
        frames.push(write(call));
      } catch (cause) {
        // What cannot be written as JSON is this caller's mistake alone.
        this.#fail(call, cause instanceof Error ? cause : new Error(String(cause)));
        continue;
      }
      call.wire = wire;
      this.#setDeadline(call);
    }
    for (let sent = 0; sent < frames.length; sent += FRAME_CALLS) {
      const batch = frames.slice(sent, sent + FRAME_CALLS);
      wire.send(batch.length > 1 ? `[${batch.join()}]` : batch.join());
    }
  }

  /** Hands an answer to the call it belongs to. */
  answer(wire: Wire, { id, error, result }: Record<string, unknown>): void {
    const call = typeof id === "number" ? this.#byId.get(id) : undefined;
    if (call?.wire !== wire) return;
    if (isRecord(error)) return this.#fail(call, { error });
    if (!isRecord(result)) return;
    const { type } = result;
    const last = call.op.type !== "subscription" || type === "stopped";
    // The last *tracked* id: an item without one says nothing about where we are.
    if (typeof result["id"] === "string") call.lastEventId = result["id"];
    if (last) this.#take(call);
    call.sink.next(result);
    if (last) call.sink.complete();
  }

  /** Whether somebody waits for an answer on this wire. */
  awaits(wire: Wire): boolean {
    return this.#of(wire).some(({ op }) => op.type !== "subscription");
  }

  /** The wire is gone: a query is asked again; a mutation may have been carried out, so only its owner may repeat it. */
  lost(wire: Wire): void {
    this.move(wire);
    for (const call of this.#of(wire)) {
      if (call.op.type === "query") this.#park(call);
      else this.#fail(call, new ConnectionLost("gone"));
    }
  }

  /**
   * Takes the subscriptions off a wire so that they start again on the next. One that keeps its own cursor is told so
   * and asks from there; the others are asked again as they were, from the last tracked id if there was one.
   */
  move(wire: Wire): void {
    for (const call of this.#of(wire)) {
      if (call.op.type !== "subscription") continue;
      this.#stop(call);
      if (call.op.context["ownCursor"] === true) this.#fail(call, new ConnectionLost("gone"));
      else this.#park(call);
    }
  }

  /** Ends everything that wants an answer; subscriptions stay and wait. */
  failAnswers(cause: object): void {
    for (const call of this.#byId.values()) if (call.op.type !== "subscription") this.#fail(call, cause);
  }

  /** Ends everything: answers fail, subscriptions complete. */
  end(): void {
    this.failAnswers(new ConnectionLost("closed"));
    for (const call of this.#byId.values()) {
      this.#take(call);
      if (!call.gone) call.sink.complete();
    }
  }

  #of(wire: Wire | null): Call[] {
    return [...this.#byId.values()].filter((call) => call.wire === wire);
  }

  #park(call: Call): void {
    call.wire = null;
    this.#setDeadline(call);
  }

  #take(call: Call): boolean {
    call.cancelDeadline();
    return this.#byId.delete(call.id);
  }

  #fail(call: Call, cause: object): void {
    this.#take(call);
    // In a turn of its own: a handler that throws must not keep the others from being told.
    queueMicrotask(() => {
      if (!call.gone) call.sink.error(cause);
    });
  }

  #stop({ op, id, wire }: Call): void {
    if (op.type === "subscription") wire?.send(JSON.stringify({ id, method: "subscription.stop" }));
  }

  #setDeadline(call: Call): void {
    const { op, wire } = call;
    call.cancelDeadline();
    if (op.type === "subscription" || (op.type === "query" && wire === null)) return;
    const given = op.context["timeoutMs"];
    call.cancelDeadline = this.#clock.after(typeof given === "number" ? given : ANSWER_WITHIN_MS, () =>
      this.#expire(call),
    );
  }

  /** Nothing was said in time. A wire that does not answer is taken for dead. */
  #expire(call: Call): void {
    const { op, wire } = call;
    call.silences += 1;
    if (op.type === "mutation" || call.silences >= QUERY_TRIES)
      this.#fail(call, new ConnectionLost(wire ? "silent" : "not-open"));
    wire?.drop();
  }
}

/** The input is read at the sending, not at the call: one with a getter is sent as it is by then. */
function write({ id, op: { type, path, input }, lastEventId }: Call): string {
  return JSON.stringify({
    id,
    method: type,
    params: { path, input, ...(lastEventId !== null && { lastEventId }) },
  });
}
