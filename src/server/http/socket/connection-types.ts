import type { CallerRequest, CreateContext, ReportError } from "../trpc/create-context-safely.ts";
import type { BunSocket } from "./bun-socket.ts";
import type { CallRefusal, ClientMessage } from "../trpc/open-calls.ts";
import type { TokenBucket } from "../../limits/token-bucket.ts";
import type { ConnectionSubscriptions } from "../trpc/connection-subscriptions.ts";
import type { KeyedCounter } from "../../limits/keyed-counter.ts";
import type { ConnectionAllowance } from "./connection-allowance.ts";

/** Decodes parsed frames into tRPC's messages and encodes tRPC's answers into frames. */
interface FrameCodec {
  decode: (frame: unknown) => unknown;
  encode: (answer: unknown) => string;
}

/** The part of a `CallerRequest` that tRPC adds while the socket opens. */
export type Handshake = Pick<CallerRequest, "connectionParams" | "signal">;

/** One connection as passed to tRPC's handler. */
export interface HandlerBinding<Context> {
  socket: BunSocket;
  /** Whether the first frame carries the credentials. */
  expectsConnectionParams: boolean;
  codec: FrameCodec;
  createContext: (greeting: Handshake) => Context | Promise<Context>;
}

/** The limits of one connection. Bun enforces the length of a frame. */
export interface ConnectionLimits {
  callsPerBatch: number;
  callsInFlight: number;
  framesBeforeContext: number;
  handshakeMs: number;
}

/** A revocation of access, for every connection whose context matches. */
export interface Revocation<Context> {
  isRevoked: (context: Context) => boolean;
  code: number;
  reason: string;
}

/** One open connection, as the registry uses it. */
export interface Connection<Context> {
  readonly address: string;
  /** Settles after `onClose`; at once if the caller was never admitted. */
  readonly closed: Promise<void>;
  /** Sends a frame that answers no call. */
  notify(frame: string): void;
  end(code: number, reason: string): void;
  /** Closes it if its access is revoked, now or once its context is created. Returns whether it was closed now. */
  closeIf(revocation: Revocation<Context>): boolean;
  /** Counts a round. A peer that sent nothing for `rounds` of them is pinged, and disconnected one round later. */
  checkSilence(rounds: number): void;
}

/** How much a connection may still send: calls, and frames that a well-behaved client rarely sends. */
export interface ConnectionBuckets {
  calls: TokenBucket;
  misuse: TokenBucket;
}

/** The dependencies shared by all connections of a process. */
export interface ConnectionDeps<Context> {
  bindHandler: (serving: HandlerBinding<Context>) => void;
  createContext: CreateContext<Context>;
  /** Runs a connection's subscriptions. */
  subscriptionsOf: (context: Context, respond: (answer: object) => void) => ConnectionSubscriptions;
  allowanceOf: (context: Context) => ConnectionAllowance;
  refusedCall: (call: ClientMessage, refusal: CallRefusal) => object;
  connectionsPerCaller: KeyedCounter;
  /** The first frame to every connection whose context could be created. */
  buildNotice: string | null;
  limits: ConnectionLimits;
  newBuckets: () => ConnectionBuckets;
  onOpen: (context: Context) => void | Promise<void>;
  onClose: (context: Context) => void | Promise<void>;
  onClosed: (connection: Connection<Context>) => void;
  /** Called when a caller at this address is told to wait, or is disconnected for too many requests. */
  onRateLimited: (what: string, address: string) => void;
  report: ReportError;
}
