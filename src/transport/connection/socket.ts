import type { Instant, Millis } from "#domain/model/instant.ts";
import { asRecord } from "../call-failure.ts";
import type { BrowserEnvironment } from "../browser-environment.ts";

const OPEN_TIMEOUT_MS: Millis = 10_000;
/** How long a word may take to come after we have said something, and then after we have asked for it. */
export const REPLY_TIMEOUT_MS: Millis = 3_000;
/** `WebSocket.OPEN`. */
const OPEN = 1;

/** What is said to tRPC before anything else; `null` says nothing. */
export type ConnectionParams = Record<string, string> | null;

export interface SocketOptions {
  url: string;
  params: ConnectionParams;
  /** How long after the last word to ask whether anybody is there; read anew each time. */
  pingAfterMs: () => Millis;
}

/** What a wire tells its owner; after `ended` nothing more. */
export interface SocketEvents {
  onOpened(): void;
  onMessage(message: Record<string, unknown>): void;
  /** `code` is the socket's close code, 0 when nobody closed it: it would not open, or nothing came any more. */
  onEnded(code: number): void;
}

/** One WebSocket from dialling to its end. */
export interface Socket {
  send(frame: string): void;
  /** Asks whether anybody is there, if that is not about to be known: the page woke up or the network changed. */
  checkAlive(): void;
  /** Closes without a word to the owner. */
  close(): void;
  /** Gives the socket up and tells the owner at once; a dead peer would take minutes to confirm a close. */
  drop(): void;
}

/**
 * Dials. Speaks tRPC's framing: connection params first if there are any, `PING`/`PONG` as bare words, JSON otherwise.
 *
 * It has one alarm. It rings when a socket is not open after 10 s, when it is time to ask whether the other side is
 * still there, and when that was not answered within 3 s: a socket whose network went silently stays open for minutes,
 * and browsers show scripts no protocol pings. It is time after a while without a word, and already after 3 s when we
 * said something. A call may take its time, which is why that alone is no reason to give up; a ping is answered at the
 * door, before whatever waits for the database.
 * @see https://trpc.io/docs/server/websockets#websockets-rpc-specification
 */
export function openSocket(
  { url, params, pingAfterMs }: SocketOptions,
  events: SocketEvents,
  environment: BrowserEnvironment,
): Socket {
  const socket = environment.openWebSocket(params ? `${url}?connectionParams=1` : url);
  let over = false;
  let due: Instant;
  let cancel: (() => void) | undefined;

  /** Whether the alarm is far, or was slept through. One that is near is not put off by whoever goes on talking. */
  const isAlarmFar = () => due > environment.now() + REPLY_TIMEOUT_MS || due < environment.now();
  function send(frame: string): void {
    if (socket.readyState !== OPEN) return;
    socket.send(frame);
    if (isAlarmFar()) setAlarm(REPLY_TIMEOUT_MS, ping);
  }
  function setAlarm(ms: Millis, ring: () => void): void {
    cancel?.();
    due = environment.now() + ms;
    cancel = environment.after(ms, ring);
  }
  function ping(): void {
    send("PING");
    // When it rings so late that the machine was asleep, nobody could have answered.
    setAlarm(REPLY_TIMEOUT_MS, () => (environment.now() > due + REPLY_TIMEOUT_MS ? ping() : end()));
  }
  function close(): void {
    over = true;
    cancel?.();
    socket.close();
  }
  function end(code = 0): void {
    if (over) return;
    close();
    events.onEnded(code);
  }

  setAlarm(OPEN_TIMEOUT_MS, end);
  socket.addEventListener("open", () => {
    if (over) return;
    setAlarm(pingAfterMs(), ping);
    if (params) send(JSON.stringify({ method: "connectionParams", data: params }));
    events.onOpened();
  });
  socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
    if (over) return;
    if (data === "PING") socket.send("PONG");
    events.onMessage(asRecord(parse(data)));
    if (!over) setAlarm(pingAfterMs(), ping);
  });
  socket.addEventListener("close", ({ code }) => end(code));
  return { send, close, drop: end, checkAlive: () => isAlarmFar() && ping() };
}

/** What is no JSON is no message: nothing is read from it. */
function parse(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return null;
  }
}
