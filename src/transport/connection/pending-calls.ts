import type { Millis } from "#domain/model/instant.ts";
import { asError, ConnectionLost, membersOf } from "../call-failure.ts";
import type { Wire } from "./socket.ts";
import type { World } from "../browser-environment.ts";

const ANSWER_WITHIN_MS: Millis = 10_000;
/** The server's cap on calls in one frame. */
const FRAME_CALLS = 10;
/** A query on which two connections fell silent may be why: it is not sent a third time. */
const QUERY_TRIES = 2;

/** What is asked of the server. */
export interface Asked {
  type: "query" | "mutation" | "subscription";
  path: string;
  /** One with a getter is sent as it is at the sending, not at the call. */
  input: unknown;
  /** How long to wait for an answer, if not 10 s. */
  timeoutMs?: Millis;
}

/** Who is told. A query or mutation has its answer as `onData`, and once. */
export interface Told {
  onStarted?(): void;
  onData?(data: unknown): void;
  onStopped?(): void;
  onError?(error: unknown): void;
}

export interface Call extends Asked {
  readonly id: number;
  readonly told: Told;
  /** Where it was sent, the only place an answer may come from; `null` while it waits for a connection. */
  wire: Wire | null;
  /** The last *tracked* id: an item without one says nothing about where we are. */
  lastEventId?: unknown;
  silences: number;
  cancelDeadline(): void;
}

/** The calls that have been made and not yet ended, and what a lost connection means for each. */
export class Calls {
  readonly #world: World;
  readonly #byId = new Map<unknown, Call>();
  #lastId = 0;

  constructor(world: World) {
    this.#world = world;
  }

  add(asked: Asked, told: Told): Call {
    const call = { ...asked, id: ++this.#lastId, told, wire: null, silences: 0, cancelDeadline() {} };
    this.#byId.set(call.id, call);
    this.#send(call, null);
    return call;
  }

  /** The caller does not want it any more. */
  remove(call: Call): void {
    if (this.#take(call)) stop(call);
  }

  /** Sends everything that waits, ten calls a frame. */
  flush(wire: Wire): void {
    const frames: string[] = [];
    for (const call of this.#on(null)) {
      try {
        frames.push(write(call));
        this.#send(call, wire);
      } catch (cause) {
        // What cannot be written as JSON is this caller's mistake alone.
        this.#fail(call, cause);
      }
    }
    while (frames.length > 0) wire.send(`[${frames.splice(0, FRAME_CALLS).join()}]`);
  }

  /** Hands an answer to the call it belongs to. */
  answer(wire: Wire, { id, error, result }: Record<string, unknown>): void {
    const call = this.#byId.get(id);
    if (call?.wire !== wire) return;
    if (error) return this.#fail(call, asError(membersOf(error)));
    const { told } = call;
    const { type, data, id: eventId = call.lastEventId } = membersOf(result);
    call.lastEventId = eventId;
    if (type === "stopped" || isAnswered(call)) this.#take(call);
    if (type === "data") told.onData?.(data);
    else if (type === "started") told.onStarted?.();
    else if (type === "stopped") told.onStopped?.();
  }

  /** Whether somebody waits for an answer on this wire. */
  awaits(wire: Wire): boolean {
    return this.#on(wire).some(isAnswered);
  }

  /**
   * Takes calls off a wire. Subscriptions start again on the next, after the last tracked item if there was one. Answers
   * may still come, unless the wire is gone: then a query is asked again; a mutation may have been carried out, so only
   * its owner may repeat it.
   */
  leave(wire: Wire, isGone?: boolean, wasSilent?: boolean): void {
    for (const call of this.#on(wire)) {
      stop(call);
      if (!isAnswered(call)) this.#send(call, null);
      else if (isGone) this.#lose(call, wasSilent);
    }
  }

  /** Ends everything that wants an answer; subscriptions stay and wait. */
  failAnswers(cause: Error): void {
    for (const call of this.#byId.values()) if (isAnswered(call)) this.#fail(call, cause);
  }

  #on(wire: Wire | null): Call[] {
    return [...this.#byId.values()].filter((call) => call.wire === wire);
  }

  #take(call: Call): boolean {
    call.cancelDeadline();
    return this.#byId.delete(call.id);
  }

  #fail(call: Call, cause: unknown): void {
    this.#take(call);
    call.told.onError?.(cause);
  }

  /**
   * Notes where a call was sent. A subscription and a question that waits for a connection may wait for ever; a wire that
   * brings no answer in time is taken for dead.
   */
  #send(call: Call, wire: Wire | null): void {
    const { type, timeoutMs = ANSWER_WITHIN_MS } = call;
    call.wire = wire;
    call.cancelDeadline();
    if (type === "mutation" || (type === "query" && wire))
      call.cancelDeadline = this.#world.after(timeoutMs, () => (wire ? wire.drop() : this.#lose(call, true)));
  }

  #lose(call: Call, wasSilent?: boolean): void {
    if (wasSilent) call.silences += 1;
    if (call.type === "mutation" || call.silences === QUERY_TRIES) this.#fail(call, new ConnectionLost());
    else this.#send(call, null);
  }
}

function isAnswered({ type }: Call): boolean {
  return type !== "subscription";
}

function stop(call: Call): void {
  if (!isAnswered(call)) call.wire?.send(JSON.stringify({ id: call.id, method: "subscription.stop" }));
}

function write({ id, type, path, input, lastEventId }: Call): string {
  return JSON.stringify({ id, method: type, params: { path, input, lastEventId } });
}
