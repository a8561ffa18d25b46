import type { Millis } from "#domain/model/instant.ts";
import { toServerError, ConnectionLost, asRecord } from "../call-failure.ts";
import type { Socket } from "./socket.ts";
import type { BrowserEnvironment } from "../browser-environment.ts";

const ANSWER_TIMEOUT_MS: Millis = 10_000;
/** The server's cap on calls in one frame. */
const CALLS_PER_FRAME = 10;
/** A query on which two connections fell silent may be why: it is not sent a third time. */
const QUERY_ATTEMPTS = 2;

/** What is asked of the server. */
export interface CallRequest {
  type: "query" | "mutation" | "subscription";
  path: string;
  /** One with a getter is sent as it is at the sending, not at the call. */
  input: unknown;
  /** How long to wait for an answer, if not 10 s. */
  timeoutMs?: Millis;
}

/** Who is told. A query or mutation has its answer as `onData`, and once. */
export interface CallHandlers {
  onStarted?(): void;
  onData?(data: unknown): void;
  onStopped?(): void;
  onError?(error: unknown): void;
}

export interface PendingCall extends CallRequest {
  readonly id: number;
  readonly handlers: CallHandlers;
  /** Where it was sent, the only place an answer may come from; `null` while it waits for a connection. */
  socket: Socket | null;
  /** The last *tracked* id: an item without one says nothing about where we are. */
  lastEventId?: unknown;
  silentConnections: number;
  cancelDeadline(): void;
}

/** The calls that have been made and not yet ended, and what a lost connection means for each. */
export class PendingCalls {
  readonly #environment: BrowserEnvironment;
  readonly #byId = new Map<unknown, PendingCall>();
  #lastId = 0;

  constructor(environment: BrowserEnvironment) {
    this.#environment = environment;
  }

  add(request: CallRequest, handlers: CallHandlers): PendingCall {
    const call = {
      ...request,
      id: ++this.#lastId,
      handlers,
      socket: null,
      silentConnections: 0,
      cancelDeadline() {},
    };
    this.#byId.set(call.id, call);
    this.#send(call, null);
    return call;
  }

  /** The caller does not want it any more. */
  remove(call: PendingCall): void {
    if (this.#forget(call)) stopSubscription(call);
  }

  /** Sends everything that waits, ten calls a frame. */
  flush(socket: Socket): void {
    const frames: string[] = [];
    for (const call of this.#callsOn(null)) {
      try {
        frames.push(serializeCall(call));
        this.#send(call, socket);
      } catch (cause) {
        // What cannot be written as JSON is this caller's mistake alone.
        this.#fail(call, cause);
      }
    }
    while (frames.length > 0) socket.send(`[${frames.splice(0, CALLS_PER_FRAME).join()}]`);
  }

  /** Hands an answer to the call it belongs to. */
  handleResponse(socket: Socket, { id, error, result }: Record<string, unknown>): void {
    const call = this.#byId.get(id);
    if (call?.socket !== socket) return;
    if (error) return this.#fail(call, toServerError(asRecord(error)));
    const { handlers } = call;
    const { type, data, id: eventId = call.lastEventId } = asRecord(result);
    call.lastEventId = eventId;
    if (type === "stopped" || expectsAnswer(call)) this.#forget(call);
    if (type === "data") handlers.onData?.(data);
    else if (type === "started") handlers.onStarted?.();
    else if (type === "stopped") handlers.onStopped?.();
  }

  /** Whether somebody waits for an answer on this wire. */
  hasUnanswered(socket: Socket): boolean {
    return this.#callsOn(socket).some(expectsAnswer);
  }

  /**
   * Takes calls off a wire. Subscriptions start again on the next, after the last tracked item if there was one. Answers
   * may still come, unless the wire is gone: then a query is asked again; a mutation may have been carried out, so only
   * its owner may repeat it.
   */
  detach(socket: Socket, isGone?: boolean, wasSilent?: boolean): void {
    for (const call of this.#callsOn(socket)) {
      stopSubscription(call);
      if (!expectsAnswer(call)) this.#send(call, null);
      else if (isGone) this.#connectionLost(call, wasSilent);
    }
  }

  /** Ends everything that wants an answer; subscriptions stay and wait. */
  failUnanswered(cause: Error): void {
    for (const call of this.#byId.values()) if (expectsAnswer(call)) this.#fail(call, cause);
  }

  #callsOn(socket: Socket | null): PendingCall[] {
    return [...this.#byId.values()].filter((call) => call.socket === socket);
  }

  #forget(call: PendingCall): boolean {
    call.cancelDeadline();
    return this.#byId.delete(call.id);
  }

  #fail(call: PendingCall, cause: unknown): void {
    this.#forget(call);
    call.handlers.onError?.(cause);
  }

  /**
   * Notes where a call was sent. A subscription and a question that waits for a connection may wait for ever; a wire that
   * brings no answer in time is taken for dead.
   */
  #send(call: PendingCall, socket: Socket | null): void {
    const { type, timeoutMs = ANSWER_TIMEOUT_MS } = call;
    call.socket = socket;
    call.cancelDeadline();
    if (type === "mutation" || (type === "query" && socket))
      call.cancelDeadline = this.#environment.after(timeoutMs, () =>
        socket ? socket.drop() : this.#connectionLost(call, true),
      );
  }

  #connectionLost(call: PendingCall, wasSilent?: boolean): void {
    if (wasSilent) call.silentConnections += 1;
    if (call.type === "mutation" || call.silentConnections === QUERY_ATTEMPTS)
      this.#fail(call, new ConnectionLost());
    else this.#send(call, null);
  }
}

function expectsAnswer({ type }: PendingCall): boolean {
  return type !== "subscription";
}

function stopSubscription(call: PendingCall): void {
  if (!expectsAnswer(call)) call.socket?.send(JSON.stringify({ id: call.id, method: "subscription.stop" }));
}

function serializeCall({ id, type, path, input, lastEventId }: PendingCall): string {
  return JSON.stringify({ id, method: type, params: { path, input, lastEventId } });
}
