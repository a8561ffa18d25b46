import type { Instant, Millis } from "#domain/model/instant.ts";
import { asRecord } from "../call-failure.ts";
import type { BrowserEnvironment } from "../browser-environment.ts";

const OPEN_TIMEOUT_MS: Millis = 10_000;
/** How long to wait for a message after sending something, and then for the response to a ping. */
export const REPLY_TIMEOUT_MS: Millis = 3_000;
/** `WebSocket.OPEN`. */
const OPEN = 1;

/** tRPC's connection params, which are sent first; `null` for none. */
export type ConnectionParams = Record<string, string> | null;

export interface SocketOptions {
  url: string;
  params: ConnectionParams;
  /** Returns how long after the last message to send a ping. Called each time. */
  pingAfterMs: () => Millis;
}

/** Events of a socket. None is emitted after `onEnded`. */
export interface SocketEvents {
  onOpened(): void;
  onMessage(message: Record<string, unknown>): void;
  /** Called with the socket's close code; 0 if it did not open or went silent. */
  onEnded(code: number): void;
}

/** One WebSocket from connecting to its end. */
export interface Socket {
  send(frame: string): void;
  /** Sends a ping, unless one is due soon. For when the page wakes up or the network changes. */
  checkAlive(): void;
  /** Closes the socket without an event. */
  close(): void;
  /** Closes the socket and emits `onEnded` at once, because a dead peer would take minutes to confirm a close. */
  drop(): void;
}

/**
 * Connects, with tRPC's framing: connection params first if there are any, `PING`/`PONG` as plain text, JSON
 * otherwise.
 *
 * One timer serves three timeouts: for a socket that is not open after 10 s, for a silence after which to send a
 * ping, and for a ping without a response for 3 s. Pings are needed because a socket without a network stays open for
 * minutes, and browsers do not give scripts protocol pings. A ping is due after `pingAfterMs` of silence, or 3 s
 * after sending something. A slow call is no reason to give up, because the server responds to pings at once, before
 * anything that waits for the database.
 * @see https://trpc.io/docs/server/websockets#websockets-rpc-specification
 */
export function openSocket(
  { url, params, pingAfterMs }: SocketOptions,
  events: SocketEvents,
  environment: BrowserEnvironment,
): Socket {
  const socket = environment.openWebSocket(params ? `${url}?connectionParams=1` : url);
  let isOver = false;
  let due: Instant;
  let cancel: (() => void) | undefined;

  /** Whether the timer is far off, or was missed during sleep. Sending more must not delay a timer that is near. */
  const isTimerFar = () => due > environment.now() + REPLY_TIMEOUT_MS || due < environment.now();
  function send(frame: string): void {
    if (socket.readyState !== OPEN) return;
    socket.send(frame);
    if (isTimerFar()) setTimer(REPLY_TIMEOUT_MS, ping);
  }
  function setTimer(ms: Millis, work: () => void): void {
    cancel?.();
    due = environment.now() + ms;
    cancel = environment.after(ms, work);
  }
  function ping(): void {
    send("PING");
    // If the timer is late enough for the machine to have been asleep, there could be no response.
    setTimer(REPLY_TIMEOUT_MS, () => (environment.now() > due + REPLY_TIMEOUT_MS ? ping() : end()));
  }
  function close(): void {
    isOver = true;
    cancel?.();
    socket.close();
  }
  function end(code = 0): void {
    if (isOver) return;
    close();
    events.onEnded(code);
  }

  setTimer(OPEN_TIMEOUT_MS, end);
  socket.addEventListener("open", () => {
    if (isOver) return;
    setTimer(pingAfterMs(), ping);
    if (params) send(JSON.stringify({ method: "connectionParams", data: params }));
    events.onOpened();
  });
  socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
    if (isOver) return;
    if (data === "PING") socket.send("PONG");
    events.onMessage(asRecord(parse(data)));
    if (!isOver) setTimer(pingAfterMs(), ping);
  });
  socket.addEventListener("close", ({ code }) => end(code));
  return { send, close, drop: end, checkAlive: () => isTimerFar() && ping() };
}

/** Parses a frame. Invalid JSON is ignored. */
function parse(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return null;
  }
}
