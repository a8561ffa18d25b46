import { LIMITS } from "../limits/limits.ts";

const MEBIBYTE = 1024 * 1024;

/**
 * How Bun treats our sockets, for Elysia's `websocket` option.
 *
 * Bun's default keeps 16 MiB for a reader who does not read and then drops frames in silence; here the limit is
 * 1 MiB and reaching it ends the connection. Bun pings by itself before the idle time is up, so that a sleeping
 * tab, whose timers are throttled but whose browser answers pings, stays connected, and a vanished peer does not. It does so
 * 16 s before the time is up, give or take the 4 s it counts in: with 48 s that is after the 25 s at which a minimised widget
 * asks by itself. With less each of them would be asked as well, for as much work again.
 * One that is told things meanwhile is never idle to Bun: whoever has gone that way `ConnectionRegistry` finds out.
 * Compression is off: it costs memory per socket, and compressing secrets beside text of a stranger leaks them.
 */
export const WEBSOCKET_OPTIONS = {
  backpressureLimit: MEBIBYTE,
  closeOnBackpressureLimit: true,
  idleTimeout: 48,
  maxPayloadLength: LIMITS.bodyBytes,
  sendPings: true,
  perMessageDeflate: false,
} as const;
