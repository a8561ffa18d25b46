import type { Millis } from "#domain/instant.ts";
import type { Clock } from "./clock.ts";
import { isRecord } from "./failure.ts";
import { createHeartbeat, type Heartbeat } from "./heartbeat.ts";

const OPEN_WITHIN_MS: Millis = 10_000;

/** A constructor like the browser's `WebSocket`. */
export type SocketClass = new (url: string) => WebSocket;

/** What is said to tRPC before anything else; `null` says nothing. */
export type ConnectionParams = Record<string, string> | null;

export interface WireOptions {
  WebSocket: SocketClass;
  url: string;
  params: ConnectionParams;
  clock: Clock;
}

/** What a wire tells its owner; after `ended` nothing more. */
export interface WireEvents {
  opened(): void;
  heard(message: Record<string, unknown>): void;
  /** `code` is the socket's close code, 0 when nobody closed it: it would not open, or nothing came any more. */
  ended(code: number): void;
}

/** One WebSocket from dialling to its end. */
export interface Wire extends Pick<Heartbeat, "check" | "setPace"> {
  send(frame: string): void;
  /** Closes without a word to the owner. */
  close(): void;
  /** Gives the socket up and tells the owner at once; a dead peer would take minutes to confirm a close. */
  drop(): void;
}

/**
 * Dials. Speaks tRPC's framing: connection params first if there are any, `PING`/`PONG` as bare words, JSON otherwise.
 * A socket that is not open after 10 s is given up.
 * @see https://trpc.io/docs/server/websockets#websockets-rpc-specification
 */
export function openWire({ WebSocket, url, params, clock }: WireOptions, events: WireEvents): Wire {
  let socket: WebSocket | null = null;
  let over = false;
  const heartbeat = createHeartbeat(clock, () => send("PING"), drop);
  let cancelOpening = clock.after(OPEN_WITHIN_MS, drop);

  function send(frame: string): void {
    if (socket?.readyState === socket?.OPEN) socket?.send(frame);
  }

  function close(): void {
    over = true;
    cancelOpening();
    heartbeat.stop();
    socket?.close();
  }

  function end(code: number): void {
    if (over) return;
    close();
    events.ended(code);
  }

  function drop(): void {
    end(0);
  }

  try {
    socket = new WebSocket(params ? `${url}${url.includes("?") ? "&" : "?"}connectionParams=1` : url);
    socket.addEventListener("open", () => {
      cancelOpening();
      if (over) return;
      if (params) send(JSON.stringify({ method: "connectionParams", data: params }));
      events.opened();
    });
    socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (over) return;
      heartbeat.heard();
      if (data === "PING") send("PONG");
      const message = parse(data);
      if (message) events.heard(message);
    });
    socket.addEventListener("close", ({ code }) => end(code));
  } catch {
    // The address is not one a page may dial: told like any other failure, once the caller holds the wire.
    cancelOpening();
    cancelOpening = clock.after(0, drop);
  }

  return { ...heartbeat, send, close, drop };
}

function parse(data: unknown): Record<string, unknown> | null {
  try {
    const message: unknown = JSON.parse(String(data));
    return isRecord(message) ? message : null;
  } catch {
    return null;
  }
}
