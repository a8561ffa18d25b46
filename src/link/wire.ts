import type { Millis } from "#domain/instant.ts";
import { membersOf } from "./failure.ts";
import type { World } from "./world.ts";

const OPEN_WITHIN_MS: Millis = 10_000;
const ANSWER_WITHIN_MS: Millis = 5_000;
/** Shorter after a sleep, where a dead socket is likelier than a slow one. */
const ANSWER_AFTER_SLEEP_MS: Millis = 2_000;
/** `WebSocket.OPEN`. */
const OPEN = 1;

/** What is said to tRPC before anything else; `null` says nothing. */
export type ConnectionParams = Record<string, string> | null;

export interface WireOptions {
  url: string;
  params: ConnectionParams;
  /** How long after the last answer to ask whether anybody is there; read anew each time. */
  pace: () => Millis;
}

/** What a wire tells its owner; after `ended` nothing more. */
export interface WireEvents {
  opened(): void;
  heard(message: Record<string, unknown>): void;
  /** `code` is the socket's close code, 0 when nobody closed it: it would not open, or nothing came any more. */
  ended(code: number): void;
}

/** One WebSocket from dialling to its end. */
export interface Wire {
  send(frame: string): void;
  /** Asks now whether anybody is there: the page woke up or the network changed. */
  check(): void;
  /** Closes without a word to the owner. */
  close(): void;
  /** Gives the socket up and tells the owner at once; a dead peer would take minutes to confirm a close. */
  drop(): void;
}

/**
 * Dials. Speaks tRPC's framing: connection params first if there are any, `PING`/`PONG` as bare words, JSON otherwise.
 *
 * It has one alarm. It rings when a socket is not open after 10 s, when it is time to ask whether the other side is
 * still there, and when that was not answered within 5 s: a socket whose network went silently stays open for minutes,
 * and browsers show scripts no protocol pings.
 * @see https://trpc.io/docs/server/websockets#websockets-rpc-specification
 */
export function openWire({ url, params, pace }: WireOptions, events: WireEvents, world: World): Wire {
  const socket = world.dial(params ? `${url}?connectionParams=1` : url);
  let asking = true;
  let over = false;
  let cancel: (() => void) | null = null;

  const send = (frame: string) => void (socket.readyState === OPEN && socket.send(frame));
  const drop = () => end(0);

  /** `slept` is told when the alarm rings so late that the machine was asleep: then nobody could have answered. */
  function alarm(ms: Millis, ring: (slept: boolean) => void): void {
    cancel?.();
    const startedAt = world.now();
    cancel = world.after(ms, () => ring(world.now() - startedAt > 2 * ms));
  }
  function ask(withinMs: Millis): void {
    asking = true;
    send("PING");
    alarm(withinMs, (slept) => (slept ? ask(ANSWER_AFTER_SLEEP_MS) : drop()));
  }
  function rest(): void {
    asking = false;
    alarm(pace(), (slept) => ask(slept ? ANSWER_AFTER_SLEEP_MS : ANSWER_WITHIN_MS));
  }
  function close(): void {
    over = true;
    cancel?.();
    socket.close();
  }
  function end(code: number): void {
    if (over) return;
    close();
    events.ended(code);
  }

  alarm(OPEN_WITHIN_MS, drop);
  socket.addEventListener("open", () => {
    if (over) return;
    rest();
    if (params) send(JSON.stringify({ method: "connectionParams", data: params }));
    events.opened();
  });
  socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (over) return;
    if (asking) rest();
    if (data === "PING") send("PONG");
    events.heard(parse(data));
  });
  socket.addEventListener("close", ({ code }) => end(code));
  return { send, close, drop, check: () => asking || ask(ANSWER_AFTER_SLEEP_MS) };
}

function parse(data: unknown): Record<string, unknown> {
  try {
    return membersOf(JSON.parse(String(data)));
  } catch {
    return {};
  }
}
