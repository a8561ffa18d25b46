import type { Millis } from "#domain/model/instant.ts";
import { toServerError, ConnectionLost, asRecord } from "../call-failure.ts";
import type { Socket } from "./socket.ts";
import type { BrowserEnvironment } from "../browser-environment.ts";

const ANSWER_TIMEOUT_MS: Millis = 10_000;
/** The server's limit on calls in one frame. */
const CALLS_PER_FRAME = 10;
/** A query during which two connections went silent may be the cause, so it is not sent a third time. */
const QUERY_ATTEMPTS = 2;

/** A call to the server. */
export interface CallRequest {
  type: "query" | "mutation" | "subscription";
  path: string;
  /** Serialized when it is sent, so a getter gives its current value. */
  input: unknown;
  /** How long to wait for a response, if not 10 s. */
  timeoutMs?: Millis;
}

/** Callbacks of a call. `onData` gets the response to a query or mutation, once. */
export interface CallHandlers {
  onStarted?(): void;
  onData?(data: unknown): void;
  onStopped?(): void;
  onError?(error: unknown): void;
}

export interface PendingCall extends CallRequest {
  readonly id: number;
  readonly handlers: CallHandlers;
  /**
   * The socket it was sent on, the only one from which it accepts a response; `null` while it waits for a connection.
   */
  socket: Socket | null;
  /** The last *tracked* id. Items without one do not move the position. */
  lastEventId?: unknown;
  silentConnections: number;
  cancelDeadline(): void;
}

/** The calls that have not ended, with the handling of each when its connection is lost. */
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
    this.#assignSocket(call, null);
    return call;
  }

  /** Removes a call that the caller has cancelled. */
  remove(call: PendingCall): void {
    if (this.#delete(call)) stopSubscription(call);
  }

  /** Sends all waiting calls, ten per frame. */
  flush(socket: Socket): void {
    const frames: string[] = [];
    for (const call of this.#callsOn(null)) {
      try {
        frames.push(serializeCall(call));
        this.#assignSocket(call, socket);
      } catch (cause) {
        // Input that cannot be serialized fails only its own call.
        this.#fail(call, cause);
      }
    }
    while (frames.length > 0) socket.send(`[${frames.splice(0, CALLS_PER_FRAME).join()}]`);
  }

  /** Passes a response to its call. */
  handleResponse(socket: Socket, { id, error, result }: Record<string, unknown>): void {
    const call = this.#byId.get(id);
    if (call?.socket !== socket) return;
    if (error) return this.#fail(call, toServerError(asRecord(error)));
    const { handlers } = call;
    const { type, data, id: eventId = call.lastEventId } = asRecord(result);
    call.lastEventId = eventId;
    if (type === "stopped" || expectsAnswer(call)) this.#delete(call);
    if (type === "data") handlers.onData?.(data);
    else if (type === "started") handlers.onStarted?.();
    else if (type === "stopped") handlers.onStopped?.();
  }

  /** Whether a call on this socket waits for a response. */
  hasUnanswered(socket: Socket): boolean {
    return this.#callsOn(socket).some(expectsAnswer);
  }

  /**
   * Detaches calls from a socket. Subscriptions restart on the next one, after the last tracked item if there was
   * one. Responses may still arrive, unless the socket is closed: then queries are sent again. A mutation may have
   * been carried out, so only its caller may repeat it.
   */
  detach(socket: Socket, isClosed?: boolean, wasSilent?: boolean): void {
    for (const call of this.#callsOn(socket)) {
      stopSubscription(call);
      if (!expectsAnswer(call)) this.#assignSocket(call, null);
      else if (isClosed) this.#connectionLost(call, wasSilent);
    }
  }

  /** Fails everything that waits for a response. Subscriptions stay and wait. */
  failUnanswered(cause: Error): void {
    for (const call of this.#byId.values()) if (expectsAnswer(call)) this.#fail(call, cause);
  }

  #callsOn(socket: Socket | null): PendingCall[] {
    return [...this.#byId.values()].filter((call) => call.socket === socket);
  }

  #delete(call: PendingCall): boolean {
    call.cancelDeadline();
    return this.#byId.delete(call.id);
  }

  #fail(call: PendingCall, cause: unknown): void {
    this.#delete(call);
    call.handlers.onError?.(cause);
  }

  /**
   * Records the socket of a call and sets its timeout. Subscriptions, and queries that wait for a connection, have
   * none. A socket without a response in time counts as dead.
   */
  #assignSocket(call: PendingCall, socket: Socket | null): void {
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
    else this.#assignSocket(call, null);
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
