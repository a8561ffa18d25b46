import { LIMITS } from "../limits/limits.ts";

const MEBIBYTE = 1024 * 1024;

/**
 * Bun's options for our sockets, for Elysia's `websocket` option.
 *
 * Bun's default keeps 16 MiB for a client that does not read and then drops frames without an error; here the limit
 * is 1 MiB and reaching it ends the connection. Bun pings by itself before the idle timeout, so that a sleeping
 * tab, whose timers are throttled but whose browser answers pings, stays connected, and a vanished peer does not. It does
 * so 16 s before the timeout, give or take the 4 s it counts in: with 48 s that is after the 25 s at which a minimised
 * widget pings by itself. A shorter timeout would ping each widget as well, for twice the work.
 * A peer that is sent data is never idle to Bun: `ConnectionRegistry` finds those that have vanished.
 * Compression is off: it costs memory per socket, and compressing secrets beside untrusted text leaks them.
 */
export const WEBSOCKET_OPTIONS = {
  backpressureLimit: MEBIBYTE,
  closeOnBackpressureLimit: true,
  idleTimeout: 48,
  maxPayloadLength: LIMITS.bodyBytes,
  sendPings: true,
  perMessageDeflate: false,
} as const;
