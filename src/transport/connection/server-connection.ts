import type { Instant, Millis } from "#domain/model/instant.ts";
import { fullJitter } from "../back-off.ts";
import { type CallRequest, PendingCalls, type CallHandlers } from "./pending-calls.ts";
import { toServerError } from "../call-failure.ts";
import { openSocket, REPLY_TIMEOUT_MS, type ConnectionParams, type Socket } from "./socket.ts";
import { browserEnvironment, type BrowserEnvironment } from "../browser-environment.ts";

/** The state of the connection. */
export type ConnectionState =
  /** No call has been made yet. */
  | "idle"
  | "connecting"
  | "open"
  /** Waiting before the next attempt. */
  | "waiting"
  /** Not connected, and the browser reports no network. It keeps trying. */
  | "offline"
  /** The server refused the connection, for the reason in `refusal`; no retry until `reconnect()`. */
  | "refused";

export interface ServerConnectionOptions {
  /** `ws://` or `wss://`, without a query. */
  url: string;
  /** Returns the credentials of the client, read at every connect; `null` if anonymous. */
  params(): ConnectionParams;
  /** Called at every connect with the server's build. Older servers do not send it. */
  onServerBuild?(build: unknown): void;
}

/**
 * How long a silence may last before a ping is sent, with the window open and with it minimised. While a response is
 * pending it is 3 s.
 */
export const PING_INTERVAL_MS: Millis = 4_000;
export const PING_INTERVAL_MINIMISED_MS: Millis = 25_000;

/**
 * After this time a connection is stable and resets the back-off. It is longer than the detection of a silent one
 * takes, so that clients reconnect less and less often to a server that is too slow for pings.
 */
const STABLE_MS: Millis = 10_000;
/** The span over which clients spread when they are told to reconnect. */
const MOVE_WITHIN_MS: Millis = 2_000;
/** A newer attempt is not restarted when the network changes. */
const FRESH_MS: Millis = 2_000;
/** Close codes after which even the first retry waits longer: server restart (RFC 6455), or too many connections. */
const OVERLOAD_CLOSE_CODES = new Set([1012, 4429]);
const FIRST_ATTEMPT_WHEN_OVERLOADED = 2;
/**
 * Our server's close codes for refused clients, as tRPC's error codes. The error that it sends before the close
 * belongs to no call and has no other information.
 */
const REFUSAL_CLOSE_CODES: Record<number, string> = { 4401: "UNAUTHORIZED", 4403: "FORBIDDEN" };
const CLIENT_ERROR = 400;

/**
 * One WebSocket for queries, mutations and subscriptions, in tRPC's wire format. It connects at the first call,
 * retries with back-off, can switch to a new socket without losing anything, and stops when refused.
 *
 * - A query survives a lost connection: it is sent again. A mutation fails, and `isConnectionLost` means that it may
 *   have
 *   been carried out. A mutation made without a connection waits 10 s for one.
 * - A subscription survives a lost connection: it is restarted after its last tracked item, or with the current value
 *   of
 *   its input.
 * - No response within 10 s means that the connection is dead; `timeoutMs` gives a slow procedure longer. Pings
 *   detect a
 *   silent connection sooner: 6 s after something was sent, 7 s with the window open.
 * - After a refusal, calls fail with the server's error, and subscriptions wait for `reconnect()`.
 */
export class ServerConnection {
  readonly #options: ServerConnectionOptions;
  readonly #environment: BrowserEnvironment;
  readonly #calls: PendingCalls;
  readonly #listeners: ((state: ConnectionState) => void)[] = [];
  /** The open sockets: the active one, and replaced ones with pending responses. */
  readonly #sockets = new Set<Socket>();
  #activeSocket: Socket | null = null;
  #connectingSocket: Socket | null = null;
  /** The time at which the latest attempt started or succeeded. */
  #since: Instant = 0;
  #attempt = 0;
  #cancelRetry = () => {};
  #refusal: Error | null = null;
  #pingIntervalMs = PING_INTERVAL_MS;
  #state: ConnectionState = "idle";

  constructor(options: ServerConnectionOptions, environment = browserEnvironment) {
    this.#options = options;
    this.#environment = environment;
    this.#calls = new PendingCalls(environment);
  }

  state(): ConnectionState {
    return this.#state;
  }

  /** The server's refusal, with which calls fail; `null` if not refused. */
  get refusal(): Error | null {
    return this.#refusal;
  }

  /** Calls `changed` at every change. */
  onState(changed: (state: ConnectionState) => void): void {
    this.#listeners.push(changed);
  }

  /** Makes a call. Calls of one tick are sent together. The returned function cancels the call. */
  request(request: CallRequest, handlers: CallHandlers): () => void {
    const call = this.#calls.add(request, handlers);
    if (this.#state === "idle") {
      this.#environment.onNetworkOrVisibilityChange(() => this.#checkNow());
      this.#connect();
    }
    queueMicrotask(() => this.#flush());
    return () => {
      this.#calls.remove(call);
      this.#closeReplacedSockets();
    };
  }

  /**
   * Replaces the socket by one with fresh params: after sign-in or sign-out, after a refusal, or for "Try now". Calls
   * on the old one continue until the new one is open, but nothing new is sent there.
   */
  reconnect(): void {
    if (this.#state === "idle") return;
    this.#refusal = null;
    this.#attempt = 0;
    this.#activeSocket = null;
    this.#connect();
  }

  /** Sends a ping now, and from then on after `ms` of silence. */
  setPingInterval(ms: Millis): void {
    this.#pingIntervalMs = ms;
    this.#activeSocket?.checkAlive();
  }

  #connect(): void {
    const { url, params } = this.#options;
    this.#cancelRetry();
    this.#since = this.#environment.now();
    this.#connectingSocket?.close();
    const socket = openSocket(
      {
        url,
        params: params(),
        pingAfterMs: () => (this.#calls.hasUnanswered(socket) ? REPLY_TIMEOUT_MS : this.#pingIntervalMs),
      },
      {
        onOpened: () => this.#onOpened(socket),
        onMessage: (message) => this.#onMessage(socket, message),
        onEnded: (code) => this.#onEnded(socket, code),
      },
      this.#environment,
    );
    this.#connectingSocket = socket;
    this.#publishState();
  }

  #onOpened(socket: Socket): void {
    for (const former of this.#sockets) this.#calls.detach(former);
    this.#sockets.add(socket);
    this.#connectingSocket = null;
    this.#activeSocket = socket;
    this.#since = this.#environment.now();
    this.#flush();
    this.#closeReplacedSockets();
    this.#publishState();
  }

  #flush(): void {
    if (this.#refusal) this.#calls.failUnanswered(this.#refusal);
    if (this.#activeSocket) this.#calls.flush(this.#activeSocket);
  }

  /** Closes replaced sockets without pending responses. */
  #closeReplacedSockets(): void {
    for (const socket of this.#sockets) {
      if (!this.#activeSocket || socket === this.#activeSocket || this.#calls.hasUnanswered(socket)) continue;
      this.#sockets.delete(socket);
      socket.close();
    }
  }

  #onMessage(socket: Socket, message: Record<string, unknown>): void {
    if (message["method"] === "reconnect") {
      // The identity stays the same, so this socket is used until the new one is open.
      if (socket === this.#activeSocket) this.#connectLater(this.#environment.random() * MOVE_WITHIN_MS);
    } else if (message["method"] === "build") {
      this.#options.onServerBuild?.(message["build"]);
    } else if (message["id"] === null) {
      // This error belongs to no call: the server has no context for this connection. The close code gives the
      // reason.
      this.#calls.detach(socket, true);
    } else {
      this.#calls.handleResponse(socket, message);
      this.#closeReplacedSockets();
    }
  }

  #onEnded(socket: Socket, code: number): void {
    const reason = REFUSAL_CLOSE_CODES[code];
    const wasActive = socket === this.#activeSocket;
    const wasRetired = !wasActive && socket !== this.#connectingSocket;
    this.#sockets.delete(socket);
    if (wasActive) this.#activeSocket = null;
    else if (!wasRetired) this.#connectingSocket = null;
    this.#calls.detach(socket, true, code === 0);
    if (wasRetired) return this.#flush();
    if (reason !== undefined) return this.#refuse(reason);
    if (wasActive && this.#environment.now() - this.#since >= STABLE_MS) this.#attempt = 0;
    if (OVERLOAD_CLOSE_CODES.has(code))
      this.#attempt = Math.max(this.#attempt, FIRST_ATTEMPT_WHEN_OVERLOADED);
    this.#connectLater(fullJitter(this.#attempt++, this.#environment.random()));
  }

  /** Connects after `ms`, unless already connecting. */
  #connectLater(ms: Millis): void {
    this.#cancelRetry();
    if (!this.#connectingSocket) this.#cancelRetry = this.#environment.after(ms, () => this.#connect());
    this.#publishState();
  }

  #refuse(code: string): void {
    this.#refusal = toServerError({ message: code, data: { code, httpStatus: CLIENT_ERROR } });
    this.#flush();
    for (const socket of this.#sockets) {
      socket.close();
      this.#calls.detach(socket, true);
    }
    this.#sockets.clear();
    this.#activeSocket = null;
    this.#cancelRetry();
    this.#publishState();
  }

  /** Called when the network changes or the page becomes visible. */
  #checkNow(): void {
    const isRecent = this.#connectingSocket && this.#environment.now() - this.#since < FRESH_MS;
    if (this.#activeSocket) this.#activeSocket.checkAlive();
    else if (!this.#refusal && !isRecent) this.#connect();
    this.#publishState();
  }

  #publishState(): void {
    const next = this.#currentState();
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener(next);
  }

  #currentState(): ConnectionState {
    if (this.#refusal) return "refused";
    if (this.#activeSocket) return "open";
    if (!this.#environment.online()) return "offline";
    return this.#connectingSocket ? "connecting" : "waiting";
  }
}
