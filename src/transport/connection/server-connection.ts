import type { Instant, Millis } from "#domain/model/instant.ts";
import { fullJitter } from "../back-off.ts";
import { type CallRequest, PendingCalls, type CallHandlers } from "./pending-calls.ts";
import { toServerError } from "../call-failure.ts";
import { openSocket, REPLY_TIMEOUT_MS, type ConnectionParams, type Socket } from "./socket.ts";
import { browserEnvironment, type BrowserEnvironment } from "../browser-environment.ts";

/** How the link stands. */
export type ConnectionState =
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

export interface ServerConnectionOptions {
  /** `ws://` or `wss://`, without a query. */
  url: string;
  /** Who we are, read again at every connect; `null` is nobody in particular. */
  params(): ConnectionParams;
  /** Told at every connect which build the server is of. One from before there was such a word says nothing. */
  onServerBuild?(build: unknown): void;
}

/**
 * How long a silence may last before we ask whether the server is still there: with the window open, and with it
 * minimised. While an answer is due it is 3 s.
 */
export const PING_INTERVAL_MS: Millis = 4_000;
export const PING_INTERVAL_MINIMISED_MS: Millis = 25_000;

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
const OVERLOAD_CLOSE_CODES = new Set([1012, 4429]);
const FIRST_ATTEMPT_WHEN_OVERLOADED = 2;
/**
 * Our server's close codes for callers it will not have, in tRPC's words. The error it sends before, which belongs to no
 * call, says no more than that.
 */
const REFUSAL_CLOSE_CODES: Record<number, string> = { 4401: "UNAUTHORIZED", 4403: "FORBIDDEN" };
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
export class ServerConnection {
  readonly #options: ServerConnectionOptions;
  readonly #environment: BrowserEnvironment;
  readonly #calls: PendingCalls;
  readonly #listeners: ((state: ConnectionState) => void)[] = [];
  /** The sockets that have opened: the one calls go over, and those that are left as soon as they owe no answer. */
  readonly #sockets = new Set<Socket>();
  #activeSocket: Socket | null = null;
  #connectingSocket: Socket | null = null;
  /** When the latest dialling began, or ended in a connection. */
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

  /** Why the server will not have us, as calls are told; `null` while it may. */
  get refusal(): Error | null {
    return this.#refusal;
  }

  /** Calls `changed` at every change. */
  onState(changed: (state: ConnectionState) => void): void {
    this.#listeners.push(changed);
  }

  /** Makes a call; those of one turn travel together. The answer takes it back. */
  request(request: CallRequest, handlers: CallHandlers): () => void {
    const call = this.#calls.add(request, handlers);
    if (this.#state === "idle") {
      this.#environment.onNetworkOrVisibilityChange(() => this.#checkNow());
      this.#dial();
    }
    queueMicrotask(() => this.#flush());
    return () => {
      this.#calls.remove(call);
      this.#closeReplacedSockets();
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
    this.#activeSocket = null;
    this.#dial();
  }

  /** Asks after the server now, and from now on after `paceMs` without a word. */
  setPingInterval(paceMs: Millis): void {
    this.#pingIntervalMs = paceMs;
    this.#activeSocket?.checkAlive();
  }

  #dial(): void {
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

  /** Closes replaced wires on which nothing is due any more. */
  #closeReplacedSockets(): void {
    for (const socket of this.#sockets) {
      if (!this.#activeSocket || socket === this.#activeSocket || this.#calls.hasUnanswered(socket)) continue;
      this.#sockets.delete(socket);
      socket.close();
    }
  }

  #onMessage(socket: Socket, message: Record<string, unknown>): void {
    if (message["method"] === "reconnect") {
      // Only the address moves, not the caller: until the new socket is open, this one serves.
      if (socket === this.#activeSocket) this.#dialLater(this.#environment.random() * MOVE_WITHIN_MS);
    } else if (message["method"] === "build") {
      this.#options.onServerBuild?.(message["build"]);
    } else if (message["id"] === null) {
      // An error of no call: there is no context for this connection, whatever else is said. Its close code says why.
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
    this.#dialLater(fullJitter(this.#attempt++, this.#environment.random()));
  }

  /** Dials after `ms`, unless that is under way. */
  #dialLater(ms: Millis): void {
    this.#cancelRetry();
    if (!this.#connectingSocket) this.#cancelRetry = this.#environment.after(ms, () => this.#dial());
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

  /** The network changed, or somebody looks at the page again. */
  #checkNow(): void {
    const young = this.#connectingSocket && this.#environment.now() - this.#since < FRESH_MS;
    if (this.#activeSocket) this.#activeSocket.checkAlive();
    else if (!this.#refusal && !young) this.#dial();
    this.#publishState();
  }

  #publishState(): void {
    const next = this.#currentState();
    if (next === this.#state) return;
    this.#state = next;
    for (const tell of this.#listeners) tell(next);
  }

  #currentState(): ConnectionState {
    if (this.#refusal) return "refused";
    if (this.#activeSocket) return "open";
    if (!this.#environment.online()) return "offline";
    return this.#connectingSocket ? "connecting" : "waiting";
  }
}
