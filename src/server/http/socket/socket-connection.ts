import { TRPCError } from "@trpc/server";
import { type CallerRequest, makeContext } from "../trpc/make-context.ts";
import { BunSocket, type RawSocket } from "./bun-socket.ts";
import { OpenCalls, type CallRefusal, type ClientMessage } from "../trpc/open-calls.ts";
import type {
  Handshake,
  ConnectionDeps,
  HandlerBinding,
  Connection,
  ConnectionBuckets,
  Revocation,
} from "./connection-types.ts";
import { SOCKET_CLOSE, closeCodeOf } from "./close-codes.ts";
import type { ConnectionSubscriptions } from "../trpc/connection-subscriptions.ts";
import type { ConnectionAllowance } from "./connection-allowance.ts";

type Frame = string | Buffer;

const DONE = Promise.resolve();

/**
 * One connection, from the upgrade to the close: no frame reaches tRPC's procedures before the context is made,
 * none after the connection is judged, and arrival and leave are told once each, in that order.
 *
 * Elysia hands Bun's socket events to the `open`, `message` and `close` of what the upgrade was given as data.
 */
export class SocketConnection<Context> implements Connection<Context> {
  readonly address: string;
  readonly #parts: ConnectionDeps<Context>;
  readonly #ledger: OpenCalls;
  readonly #buckets: ConnectionBuckets;
  #request: Request | null;
  #socket: BunSocket | null = null;
  #isAwaitingParams = false;
  #handshake: ReturnType<typeof setTimeout> | null = null;
  #held: Frame[] | null = null;
  #context: { value: Context; allowance: ConnectionAllowance } | null = null;
  #subscriptions: ConnectionSubscriptions | null = null;
  #judgements: readonly Revocation<Context>[] = [];
  /** Whether nothing has been asked since the last look. */
  #isQuiet = false;
  #isGone = false;
  /** For how many rounds nothing was heard of the peer. */
  #silence = 0;
  #opened = DONE;
  /** Settles when `onClose` has been told; at once for a caller who never came in. */
  closed = DONE;

  constructor(parts: ConnectionDeps<Context>, request: Request, address: string) {
    this.#parts = parts;
    this.#request = request;
    this.address = address;
    this.#buckets = parts.newBuckets();
    this.#ledger = new OpenCalls(parts.limits);
  }

  open(raw: RawSocket): void {
    const request = this.#request;
    if (request === null) return;
    const socket = new BunSocket(raw, SOCKET_CLOSE.policy);
    this.#socket = socket;
    this.#silence = 0;
    this.#isAwaitingParams = new URL(request.url).searchParams.get("connectionParams") === "1";
    if (this.#isAwaitingParams) {
      this.#handshake = setTimeout(
        () => this.end(SOCKET_CLOSE.silent, "no greeting"),
        this.#parts.limits.handshakeMs,
      );
    }
    this.#serve(socket, this.#isAwaitingParams, (greeting) => this.#welcome(greeting));
  }

  message(_raw: RawSocket, frame: Frame): void {
    if (!this.#socket?.isOpen) return;
    this.#silence = 0;
    if (frame === "PING") return this.#countMisuse() ? this.#socket.pong() : undefined;
    if (this.#held === null) return this.#receive(this.#socket, frame);
    if (this.#held.push(frame) > this.#parts.limits.framesBeforeContext)
      this.end(SOCKET_CLOSE.policy, "too early");
  }

  /** Hears from Bun that the peer is there. */
  pong(): void {
    this.#silence = 0;
  }

  /** Another round has gone by: after `rounds` of them without a word the peer is asked, and then let go. */
  checkSilence(rounds: number): void {
    this.#silence += 1;
    if (this.#silence === rounds) this.#socket?.ping();
    else if (this.#silence > rounds) this.#socket?.terminate();
  }

  /** Hears from Bun that the connection is over, whoever ended it. */
  close(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#request = null;
    this.#held = null;
    this.#endHandshake();
    this.#socket?.lose();
    this.#subscriptions?.stopAll();
    if (this.#context !== null) this.#leave(this.#context.value, this.#context.allowance);
    this.#parts.onClosed(this);
  }

  /**
   * Lets tRPC's handler go when nothing was asked since the last look: ten thousand quiet connections need none, and who
   * asks again gets another.
   */
  releaseIfIdle(): void {
    if (this.#isQuiet && this.#context !== null) this.#socket?.release();
    this.#isQuiet = true;
  }

  end(code: number, reason: string): void {
    this.#held = null;
    this.#socket?.close(code, reason);
  }

  /** Sends a frame that answers no call. */
  notify(frame: string): void {
    this.#socket?.send(frame);
  }

  /**
   * Closes the connection if it is one of the condemned; says whether it was. While the context is still being
   * made the judgement waits for it, so that nobody slips in between the revocation and its effect.
   */
  closeIf(judgement: Revocation<Context>): boolean {
    if (this.#context === null) {
      this.#judgements = [...this.#judgements, judgement];
      return false;
    }
    if (!judgement.isRevoked(this.#context.value)) return false;
    this.end(judgement.code, judgement.reason);
    return true;
  }

  #serve(
    socket: BunSocket,
    expectsConnectionParams: boolean,
    createContext: HandlerBinding<Context>["createContext"],
  ): void {
    this.#parts.bindHandler({
      socket,
      expectsConnectionParams,
      codec: { decode: (frame) => this.#decode(frame), encode: (answer) => this.#encode(answer) },
      createContext,
    });
  }

  #receive(socket: BunSocket, frame: Frame): void {
    this.#isQuiet = false;
    const known = this.#context;
    if (!socket.isServed && known !== null) this.#serve(socket, false, () => known.value);
    socket.receive(frame);
  }

  async #welcome(greeting: Handshake): Promise<Context> {
    const request = this.#request;
    if (request === null) throw new TRPCError({ code: "CLIENT_CLOSED_REQUEST" });
    this.#endHandshake();
    this.#held = [];
    const { address } = this;
    try {
      const arrival: CallerRequest = { transport: "socket", request, address, ...greeting };
      const context = await makeContext(this.#parts.createContext, arrival, this.#parts.report);
      if (!this.#isGone) this.#enter(context);
      return context;
    } catch (error) {
      const code = error instanceof TRPCError ? closeCodeOf(error) : SOCKET_CLOSE.failed;
      if (this.#socket !== null) this.#socket.closeCode = code;
      throw error;
    } finally {
      this.#request = null;
      this.#releaseHeld();
    }
  }

  /** @throws TRPCError if the caller has too many sockets or has been condemned meanwhile */
  #enter(context: Context): void {
    const allowance = this.#parts.allowanceOf(context);
    const { countedAs, sockets } = allowance;
    if (this.#judgements.some((judgement) => judgement.isRevoked(context))) {
      throw new TRPCError({ code: "UNAUTHORIZED", message: "This access has just ended." });
    }
    if (countedAs !== null && this.#parts.connectionsPerCaller.count(countedAs) >= sockets) {
      this.#parts.onRateLimited("sockets-of-one", this.address);
      throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: `At most ${sockets} connections at once.` });
    }
    this.#judgements = [];
    this.#context = { value: context, allowance };
    this.#subscriptions = this.#parts.subscriptionsOf(context, (answer) => this.notify(this.#encode(answer)));
    if (countedAs !== null) this.#parts.connectionsPerCaller.add(countedAs);
    if (this.#parts.buildNotice !== null) this.notify(this.#parts.buildNotice);
    this.#opened = this.#tell("socket open", () => this.#parts.onOpen(context));
  }

  /** Lets the frames that came early through: to be served, or each to be told why there is no context. */
  #releaseHeld(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const frame of held) this.#socket?.receive(frame);
  }

  #leave(context: Context, { countedAs }: ConnectionAllowance): void {
    if (countedAs !== null) this.#parts.connectionsPerCaller.remove(countedAs);
    this.closed = this.#opened.then(() => this.#tell("socket close", () => this.#parts.onClose(context)));
  }

  async #tell(where: string, hook: () => void | Promise<void>): Promise<void> {
    try {
      await hook();
    } catch (error) {
      this.#parts.report(where, error);
    }
  }

  #decode(frame: unknown): unknown {
    if (typeof frame !== "string") throw new Error("Binary frames are not part of the protocol");
    if (this.#isAwaitingParams) {
      this.#isAwaitingParams = false;
      return JSON.parse(frame);
    }
    try {
      const admitted = this.#ledger.admit(JSON.parse(frame), {
        maxSubscriptions: this.#context?.allowance.subscriptions ?? 0,
        takeCall: () => this.#buckets.calls.take(),
        refuse: (call, refusal) => this.#refuse(call, refusal),
      });
      // Without a context each call is told why, by tRPC.
      return this.#subscriptions?.take(admitted) ?? admitted;
    } catch (error) {
      this.#countMisuse();
      throw error;
    }
  }

  #encode(answer: unknown): string {
    this.#ledger.markAnswered(answer);
    return JSON.stringify(answer);
  }

  #refuse(call: ClientMessage, refusal: CallRefusal): void {
    if (!this.#countMisuse()) return;
    if (refusal.kind.startsWith("too-")) this.#parts.onRateLimited(`socket-${refusal.kind}`, this.address);
    this.notify(JSON.stringify(this.#parts.refusedCall(call, refusal)));
  }

  /** Counts something a well-behaved client seldom does; a flood of it ends the connection. */
  #countMisuse(): boolean {
    if (this.#buckets.misuse.take() === 0) return true;
    this.#parts.onRateLimited("socket-closed", this.address);
    this.end(SOCKET_CLOSE.tooMany, "too many requests");
    return false;
  }

  #endHandshake(): void {
    if (this.#handshake !== null) clearTimeout(this.#handshake);
    this.#handshake = null;
  }
}
