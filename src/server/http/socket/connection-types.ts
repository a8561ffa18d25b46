import type { CallerRequest, CreateContext, ReportError } from "../trpc/make-context.ts";
import type { BunSocket } from "./bun-socket.ts";
import type { CallRefusal, ClientMessage } from "../trpc/open-calls.ts";
import type { TokenBucket } from "../limits/rate-limiter.ts";
import type { SocketConnection } from "./socket-connection.ts";
import type { ConnectionSubscriptions } from "../trpc/connection-subscriptions.ts";
import type { Counter } from "../limits/counter.ts";

/** What one caller may have, once it is known who it is. */
export interface ConnectionAllowance {
  /** Whose sockets are counted together; `null` counts nobody. */
  countedAs: string | null;
  sockets: number;
  subscriptions: number;
}

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

/** What every link of a process shares. */
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
  newBuckets: () => { calls: TokenBucket; misuse: TokenBucket };
  onOpen: (context: Context) => void | Promise<void>;
  onClose: (context: Context) => void | Promise<void>;
  onClosed: (connection: SocketConnection<Context>) => void;
  /** Somebody at this address is told to wait, or sent away for having asked too much. */
  onRateLimited: (what: string, address: string) => void;
  report: ReportError;
}
