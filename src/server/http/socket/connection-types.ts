import type { CallerRequest, CreateContext, ReportError } from "../trpc/make-context.ts";
import type { BunSocket } from "./bun-socket.ts";
import type { CallRefusal, ClientMessage } from "../trpc/open-calls.ts";
import type { TokenBucket } from "../../limits/token-bucket.ts";
import type { ConnectionSubscriptions } from "../trpc/connection-subscriptions.ts";
import type { Counter } from "../../limits/counter.ts";
import type { ConnectionAllowance } from "./connection-allowance.ts";

/** Turns parsed frames into tRPC's messages and tRPC's answers into frames. */
interface FrameCodec {
  decode: (frame: unknown) => unknown;
  encode: (answer: unknown) => string;
}

/** The part of an `Arrival` that tRPC adds while the socket opens. */
export type Handshake = Pick<CallerRequest, "connectionParams" | "signal">;

/** One connection as tRPC's handler is given it. */
export interface HandlerBinding<Context> {
  socket: BunSocket;
  /** Whether the first frame says who is calling. */
  expectsConnectionParams: boolean;
  codec: FrameCodec;
  createContext: (greeting: Handshake) => Context | Promise<Context>;
}

/** The limits of one connection; the length of a frame is Bun's to keep. */
export interface ConnectionLimits {
  callsPerBatch: number;
  callsInFlight: number;
  framesBeforeContext: number;
  handshakeMs: number;
}

/** What a connection has been judged to be: over for everybody it holds of. */
export interface Revocation<Context> {
  isRevoked: (context: Context) => boolean;
  code: number;
  reason: string;
}

/** One open connection, as the registry looks after it. */
export interface Connection<Context> {
  readonly address: string;
  /** Settles when `onClose` has been told; at once for a caller who never came in. */
  readonly closed: Promise<void>;
  /** Sends a frame that answers no call. */
  notify(frame: string): void;
  end(code: number, reason: string): void;
  /** Closes it if it is one of the revoked, now or once its context is made; says whether it was closed now. */
  closeIf(revocation: Revocation<Context>): boolean;
  /** Another round has gone by without a word from the peer: after `rounds` of them it is asked, and then let go. */
  checkSilence(rounds: number): void;
  /** Lets go of what is needed only while something is asked, if nothing was asked since the last look. */
  releaseIfIdle(): void;
}

/** What a connection may still ask: calls, and what a well-behaved client seldom does. */
export interface ConnectionBuckets {
  calls: TokenBucket;
  misuse: TokenBucket;
}

/** What every connection of a process shares. */
export interface ConnectionDeps<Context> {
  bindHandler: (serving: HandlerBinding<Context>) => void;
  createContext: CreateContext<Context>;
  /** Runs what a caller subscribes to. */
  subscriptionsOf: (context: Context, respond: (answer: object) => void) => ConnectionSubscriptions;
  allowanceOf: (context: Context) => ConnectionAllowance;
  refusedCall: (call: ClientMessage, refusal: CallRefusal) => object;
  connectionsPerCaller: Counter;
  /** The first frame of every connection whose context could be made. */
  buildNotice: string | null;
  limits: ConnectionLimits;
  newBuckets: () => ConnectionBuckets;
  onOpen: (context: Context) => void | Promise<void>;
  onClose: (context: Context) => void | Promise<void>;
  onClosed: (connection: Connection<Context>) => void;
  /** Somebody at this address is told to wait, or sent away for having asked too much. */
  onRateLimited: (what: string, address: string) => void;
  report: ReportError;
}
