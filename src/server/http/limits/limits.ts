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
  /** The size of a request body, and of a WebSocket frame, as in OWASP's WebSocket security cheat sheet. */
  bodyBytes: 64 * KIBIBYTE,
  callsPerBatch: 10,
  /** Calls of one socket that are accepted and not yet answered. */
  callsInFlight: 128,
  /** Frames that may wait while a socket's context is created. */
  framesBeforeContext: 16,
  /** How long a socket that announced credentials may take to send them. */
  handshakeMs: 5000,
  /**
   * The number of rounds in which a peer may send nothing. Then it is pinged, and disconnected a round later: after
   * 30 to 35 s. A minimised widget sends something every 25 s.
   */
  socketSilence: { everyMs: 5000, rounds: 6 },
  /**
   * The rate at which sockets open: of 5,000 clients that lost a server at the same moment at most 100 reconnect in
   * any 100 ms. The last one in the queue is admitted within the ten seconds that a client waits.
   */
  connectPace: { atOnce: 10, everyMs: 10, maxWaiting: 5000 },
  /**
   * The number of new sockets after which a garbage collection is run. Otherwise JavaScriptCore would let garbage
   * grow to the size of the live heap and fragment it.
   */
  socketsPerCollection: 100,
  sockets: { perInstance: 10_000, perAddress: 30, perCustomer: 5, perMember: 10 },
  subscriptions: { perCustomerSocket: 8, perMemberSocket: 64 },
  socketCalls: { capacity: 60, refillPerSecond: 20 } satisfies Rate,
  /** Single calls per address, outside a socket: those that our own pages make before and after they have one. */
  httpCalls: { capacity: 120, refillPerSecond: 20 } satisfies Rate,
  /** Refused calls, unreadable frames and pings of a socket before it is closed. */
  socketMisuse: { capacity: 600, refillPerSecond: 20 } satisfies Rate,
  customerSessions: {
    perAddress: per(HOUR_SECONDS, 20, 5),
    perOrganization: per(MINUTE_SECONDS, 300),
  },
  customerMessages: { burst: per(1, 1, 10), perHour: per(HOUR_SECONDS, 300) },
  /** Exports per organization, each of which reads all of its data. */
  exports: per(HOUR_SECONDS, 10, 5),
  /** Exports that an organization may run at a time, per instance. */
  exportsAtOnce: 2,
  /** How long a download that takes nothing stays open: a paused one holds one of these places. At most 255. */
  exportStallSeconds: 120,
  /** Refused sends before a customer gets a cooldown, thirty times the burst, and the length of the cooldown. */
  sendCooldown: { refusedSends: { capacity: 300, refillPerSecond: 1 } satisfies Rate, ms: 60_000 },
  /** Changes by one member, on all their devices. Typing and reading are not counted. Twenty invitations fit. */
  memberMutations: { capacity: 30, refillPerSecond: 5 } satisfies Rate,
} as const;
