import { TRPCError } from "@trpc/server";
import { type CallerRequest, createContextSafely } from "../trpc/create-context-safely.ts";
import { BunSocket, type RawSocket } from "./bun-socket.ts";
import { OpenCalls, type CallRefusal, type ClientMessage } from "../trpc/open-calls.ts";
import type {
  Handshake,
  ConnectionDeps,
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
 * One connection, from the upgrade to the close. No frame reaches tRPC's procedures before the context is created or
 * after its access is revoked, and `onOpen` and `onClose` are called once each, in that order.
 *
 * Elysia passes Bun's socket events to `open`, `message` and `close` of the upgrade's `data`.
 */
export class SocketConnection<Context> implements Connection<Context> {
  readonly address: string;
  readonly #parts: ConnectionDeps<Context>;
  readonly #openCalls: OpenCalls;
  readonly #buckets: ConnectionBuckets;
  #request: Request | null;
  #socket: BunSocket | null = null;
  #isAwaitingParams = false;
  #handshake: ReturnType<typeof setTimeout> | null = null;
  #heldFrames: Frame[] | null = null;
  #context: { value: Context; allowance: ConnectionAllowance } | null = null;
  #subscriptions: ConnectionSubscriptions | null = null;
  #revocations: readonly Revocation<Context>[] = [];
  #isClosed = false;
  /** The number of rounds in which the peer has sent nothing. */
  #silentRounds = 0;
  #opened = DONE;
  /** Settles after `onClose`; at once if the caller was never admitted. */
  closed = DONE;

  constructor(parts: ConnectionDeps<Context>, request: Request, address: string) {
    this.#parts = parts;
    this.#request = request;
    this.address = address;
    this.#buckets = parts.newBuckets();
    this.#openCalls = new OpenCalls(parts.limits);
  }

  open(raw: RawSocket): void {
    const request = this.#request;
    if (request === null) return;
    const socket = new BunSocket(raw, SOCKET_CLOSE.policy);
    this.#socket = socket;
    this.#silentRounds = 0;
    this.#isAwaitingParams = new URL(request.url).searchParams.get("connectionParams") === "1";
    if (this.#isAwaitingParams) {
      this.#handshake = setTimeout(
        () => this.end(SOCKET_CLOSE.silent, "no greeting"),
        this.#parts.limits.handshakeMs,
      );
    }
    this.#parts.bindHandler({
      socket,
      expectsConnectionParams: this.#isAwaitingParams,
      codec: { decode: (frame) => this.#decode(frame), encode: (answer) => this.#encode(answer) },
      createContext: (handshake) => this.#makeContext(handshake),
    });
  }

  message(_raw: RawSocket, frame: Frame): void {
    if (!this.#socket?.isOpen) return;
    this.#silentRounds = 0;
    if (frame === "PING") return this.#countMisuse() ? this.#socket.pong() : undefined;
    if (this.#heldFrames === null) return this.#socket.receive(frame);
    if (this.#heldFrames.push(frame) > this.#parts.limits.framesBeforeContext)
      this.end(SOCKET_CLOSE.policy, "too early");
  }

  /** Called by Bun when the peer answers a ping. */
  pong(): void {
    this.#silentRounds = 0;
  }

  /** Counts a round. A peer that sent nothing for `rounds` of them is pinged, and disconnected one round later. */
  checkSilence(rounds: number): void {
    this.#silentRounds += 1;
    if (this.#silentRounds === rounds) this.#socket?.ping();
    else if (this.#silentRounds > rounds) this.#socket?.terminate();
  }

  /** Called by Bun when the connection has closed, from either side. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#request = null;
    this.#heldFrames = null;
    this.#endHandshake();
    this.#socket?.lose();
    this.#subscriptions?.stopAll();
    if (this.#context !== null) this.#leave(this.#context.value, this.#context.allowance);
    this.#parts.onClosed(this);
  }

  end(code: number, reason: string): void {
    this.#heldFrames = null;
    this.#socket?.close(code, reason);
  }

  /** Sends a frame that answers no call. */
  notify(frame: string): void {
    this.#socket?.send(frame);
  }

  /**
   * Closes the connection if its access is revoked. Returns whether it did. While the context is still being created,
   * the revocation is kept for it, so that no connection escapes in between.
   */
  closeIf(revocation: Revocation<Context>): boolean {
    if (this.#context === null) {
      this.#revocations = [...this.#revocations, revocation];
      return false;
    }
    if (!revocation.isRevoked(this.#context.value)) return false;
    this.end(revocation.code, revocation.reason);
    return true;
  }

  async #makeContext(handshake: Handshake): Promise<Context> {
    const request = this.#request;
    if (request === null) throw new TRPCError({ code: "CLIENT_CLOSED_REQUEST" });
    this.#endHandshake();
    this.#heldFrames = [];
    const { address } = this;
    try {
      const callerRequest: CallerRequest = { transport: "socket", request, address, ...handshake };
      const context = await createContextSafely(this.#parts.createContext, callerRequest, this.#parts.report);
      if (!this.#isClosed) this.#admit(context);
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

  /**
   * Admits the caller. @throws TRPCError if they have too many sockets, or their access was revoked in the meantime
   */
  #admit(context: Context): void {
    const allowance = this.#parts.allowanceOf(context);
    const { countedAs, sockets } = allowance;
    if (this.#revocations.some((revocation) => revocation.isRevoked(context))) {
      throw new TRPCError({ code: "UNAUTHORIZED", message: "This access has just ended." });
    }
    if (countedAs !== null && this.#parts.connectionsPerCaller.count(countedAs) >= sockets) {
      this.#parts.onRateLimited("sockets-of-one", this.address);
      throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: `At most ${sockets} connections at once.` });
    }
    this.#revocations = [];
    this.#context = { value: context, allowance };
    this.#subscriptions = this.#parts.subscriptionsOf(context, (answer) => this.notify(this.#encode(answer)));
    if (countedAs !== null) this.#parts.connectionsPerCaller.add(countedAs);
    if (this.#parts.buildNotice !== null) this.notify(this.#parts.buildNotice);
    this.#opened = this.#runHook("socket open", () => this.#parts.onOpen(context));
  }

  /** Passes on the frames that arrived early. Each is served, or answered with the reason why there is no context. */
  #releaseHeld(): void {
    const held = this.#heldFrames ?? [];
    this.#heldFrames = null;
    for (const frame of held) this.#socket?.receive(frame);
  }

  #leave(context: Context, { countedAs }: ConnectionAllowance): void {
    if (countedAs !== null) this.#parts.connectionsPerCaller.remove(countedAs);
    this.closed = this.#opened.then(() => this.#runHook("socket close", () => this.#parts.onClose(context)));
  }

  async #runHook(where: string, hook: () => void | Promise<void>): Promise<void> {
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
      const admitted = this.#openCalls.admit(JSON.parse(frame), {
        maxSubscriptions: this.#context?.allowance.subscriptions ?? 0,
        takeCall: () => this.#buckets.calls.take(),
        refuse: (call, refusal) => this.#refuse(call, refusal),
      });
      // Without a context tRPC answers each call with the reason.
      return this.#subscriptions?.take(admitted) ?? admitted;
    } catch (error) {
      this.#countMisuse();
      throw error;
    }
  }

  #encode(answer: unknown): string {
    this.#openCalls.markAnswered(answer);
    return JSON.stringify(answer);
  }

  #refuse(call: ClientMessage, refusal: CallRefusal): void {
    if (!this.#countMisuse()) return;
    if (refusal.kind.startsWith("too-")) this.#parts.onRateLimited(`socket-${refusal.kind}`, this.address);
    this.notify(JSON.stringify(this.#parts.refusedCall(call, refusal)));
  }

  /** Counts something a well-behaved client rarely sends. A flood of it ends the connection. */
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
