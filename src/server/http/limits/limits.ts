import type { Rate } from "../../limits/token-bucket.ts";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const KIBIBYTE = 1024;

function per(seconds: number, count: number, capacity = count): Rate {
  return { capacity, refillPerSecond: count / seconds };
}

/**
 * Every limit on requests from outside, in one place. Lengths are in bytes, durations in milliseconds.
 *
 * The figures lie between what a person does and what a script could do: a fast typist never reaches one of them, and
 * a script cannot load the process.
 */
export const LIMITS = {
  /** A request body, and a WebSocket frame; as OWASP's WebSocket security cheat sheet sizes it. */
  bodyBytes: 64 * KIBIBYTE,
  callsPerBatch: 10,
  /** Calls of one socket that have been accepted and not yet answered. */
  callsInFlight: 128,
  /** Frames that may wait while a socket's context is being made. */
  framesBeforeContext: 16,
  /** How long a socket that announced credentials may take to send them. */
  handshakeMs: 5000,
  /**
   * How many rounds a peer may send nothing: then it is pinged, and a round later disconnected. Between 30 and 35 s; a
   * minimised widget sends something every 25 s.
   */
  socketSilence: { everyMs: 5000, rounds: 6 },
  /**
   * How fast sockets open: of 5,000 clients that lost a server at the same moment at most 100 reconnect in the same
   * tenth of a second. The last in the queue has its turn within the ten seconds a client waits.
   */
  connectPace: { atOnce: 10, everyMs: 10, maxWaiting: 5000 },
  /** How often sockets are checked: one without a request since the last check releases its tRPC handler. */
  idleCheckMs: 2000,
  /**
   * A garbage collection runs after so many new sockets. JavaScriptCore would let the garbage of connecting grow to the
   * size of the live heap first, and fragment the live objects.
   */
  socketsPerCollection: 100,
  sockets: { perInstance: 10_000, perAddress: 30, perCustomer: 5, perMember: 10 },
  subscriptions: { perCustomerSocket: 8, perMemberSocket: 64 },
  socketCalls: { capacity: 60, refillPerSecond: 20 } satisfies Rate,
  /** Single calls per address, without a socket: what our own pages send before and after they have one. */
  httpCalls: { capacity: 120, refillPerSecond: 20 } satisfies Rate,
  /** Refused calls, unreadable frames and pings of a socket, before it is closed. */
  socketMisuse: { capacity: 600, refillPerSecond: 20 } satisfies Rate,
  customerSessions: {
    perAddress: per(HOUR_SECONDS, 20, 5),
    perOrganization: per(MINUTE_SECONDS, 300),
  },
  customerMessages: { burst: per(1, 1, 10), perHour: per(HOUR_SECONDS, 300) },
  /** Exports per organization: each reads all of its data. */
  exports: per(HOUR_SECONDS, 10, 5),
  /** Refused sends before a customer gets a cooldown, thirty times the burst, and how long it lasts. */
  sendCooldown: { refusedSends: { capacity: 300, refillPerSecond: 1 } satisfies Rate, ms: 60_000 },
  /** Changes by one member, on all their devices; typing and reading are not counted. Twenty invitations fit. */
  memberMutations: { capacity: 30, refillPerSecond: 5 } satisfies Rate,
} as const;
