import type { Arrival, CreateContext, Report } from "../trpc/make-context.ts";
import type { BunSocket } from "./bun-socket.ts";
import type { CallRefusal, ClientMessage } from "../trpc/open-calls.ts";
import type { TokenBucket } from "../limits/rate-limiter.ts";
import type { SocketLink } from "./socket-connection.ts";
import type { Subscriptions } from "../trpc/connection-subscriptions.ts";
import type { Tally } from "../limits/counter.ts";

/** What one caller may have, once it is known who it is. */
export interface SocketAllowance {
  /** Whose sockets are counted together; `null` counts nobody. */
  holder: string | null;
  sockets: number;
  subscriptions: number;
}

/** Turns parsed frames into tRPC's messages and tRPC's answers into frames. */
interface FrameCodec {
  decode: (frame: unknown) => unknown;
  encode: (answer: unknown) => string;
}

/** The part of an `Arrival` that tRPC adds while the socket opens. */
export type Greeting = Pick<Arrival, "connectionParams" | "signal">;

/** One connection as tRPC's handler is given it. */
export interface Serving<Context> {
  socket: BunSocket;
  /** Whether the first frame says who is calling. */
  isGreeted: boolean;
  codec: FrameCodec;
  createContext: (greeting: Greeting) => Context | Promise<Context>;
}

/** The limits of one connection; the length of a frame is Bun's to keep. */
export interface LinkLimits {
  callsPerBatch: number;
  callsInFlight: number;
  framesBeforeContext: number;
  handshakeMs: number;
}

/** What every link of a process shares. */
export interface LinkParts<Context> {
  serve: (serving: Serving<Context>) => void;
  createContext: CreateContext<Context>;
  /** Runs what a caller subscribes to. */
  subscriptionsOf: (context: Context, respond: (answer: object) => void) => Subscriptions;
  allowanceOf: (context: Context) => SocketAllowance;
  refusedCall: (call: ClientMessage, refusal: CallRefusal) => object;
  holders: Tally;
  limits: LinkLimits;
  newPurse: () => { calls: TokenBucket; patience: TokenBucket };
  onOpen: (context: Context) => void | Promise<void>;
  onClose: (context: Context) => void | Promise<void>;
  onGone: (link: SocketLink<Context>) => void;
  /** Somebody at this address is told to wait, or sent away for having asked too much. */
  onSlowed: (what: string, address: string) => void;
  report: Report;
}
