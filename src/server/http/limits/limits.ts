import type { Rate } from "../../limits/token-bucket.ts";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const KIBIBYTE = 1024;

function per(seconds: number, count: number, capacity = count): Rate {
  return { capacity, refillPerSecond: count / seconds };
}

/**
 * Every limit at the edge of the process, in one place. Lengths are in bytes, spans in milliseconds.
 *
 * The figures sit between what a person can do and what a machine needs: a fast typist never meets one of
 * them, and a script cannot make the process work for it.
 */
export const LIMITS = {
  /** A request body, and a WebSocket frame; the sizing of OWASP's WebSocket security sheet. */
  bodyBytes: 64 * KIBIBYTE,
  callsPerBatch: 10,
  /** Calls of one socket that have been accepted and not yet answered. */
  callsInFlight: 128,
  /** Frames that may wait while a socket's context is being made. */
  framesBeforeContext: 16,
  /** How long a socket that announced its credentials may take to send them. */
  handshakeMs: 5000,
  /**
   * How long a peer may be silent, in rounds: then it is pinged, and a round later let go. Between 30 and 35 s; a widget
   * that is minimised says something every 25.
   */
  socketSilence: { everyMs: 5000, rounds: 6 },
  /**
   * How fast sockets open: of 5,000 who lost a server at the same moment no more than 100 come back in the same tenth of
   * a second. The last who may wait has their turn within the ten seconds a client waits.
   */
  connectPace: { atOnce: 10, everyMs: 10, maxWaiting: 5000 },
  /** How often sockets are looked at: one that has asked nothing since the last look keeps no handler of tRPC. */
  idleCheckMs: 2000,
  /**
   * After so many new sockets the rubbish of connecting is collected. JavaScriptCore would let it grow to as much as is
   * alive before it looks, and what lives would lie scattered among it.
   */
  socketsPerCollection: 100,
  sockets: { perInstance: 10_000, perAddress: 30, perCustomer: 5, perMember: 10 },
  subscriptions: { perCustomerSocket: 8, perMemberSocket: 64 },
  socketCalls: { capacity: 60, refillPerSecond: 20 } satisfies Rate,
  /** Single calls of one address, without a socket: what our own pages do before and after they have one. */
  httpCalls: { capacity: 120, refillPerSecond: 20 } satisfies Rate,
  /** What a socket may get wrong (refused calls, unreadable frames) and pings, before it is closed. */
  socketMisuse: { capacity: 600, refillPerSecond: 20 } satisfies Rate,
  customerSessions: {
    perAddress: per(HOUR_SECONDS, 20, 5),
    perOrganization: per(MINUTE_SECONDS, 300),
  },
  customerMessages: { burst: per(1, 1, 10), perHour: per(HOUR_SECONDS, 300) },
  /** Whole exports of one organization: each reads everything there is. */
  exports: per(HOUR_SECONDS, 10, 5),
  /** Sends refused to one customer before they are sent away, thirty times what may come at once, and for how long. */
  sendCooldown: { refusedSends: { capacity: 300, refillPerSecond: 1 } satisfies Rate, ms: 60_000 },
  /** What one member changes, on all their devices; typing and reading are not counted. Twenty invitations fit. */
  memberMutations: { capacity: 30, refillPerSecond: 5 } satisfies Rate,
} as const;
