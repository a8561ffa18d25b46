/** The part of Bun's `ServerWebSocket` that we use. */
export interface RawSocket {
  readonly readyState: number;
  /** Returns the bytes sent, -1 if queued behind a slow reader, or 0 if **dropped**. */
  send(data: string): number;
  cork(callback: () => void): unknown;
  ping(): unknown;
  close(code?: number, reason?: string): void;
  terminate(): void;
}

type Listener = (data?: Buffer, isBinary?: boolean) => void;

const OPEN = 1;
const CLOSING = 2;

/** How much text may be buffered before it is flushed without waiting for the end of the event-loop tick. */
const FLUSH_LENGTH = 64 * 1024;

/**
 * A Bun socket with the seven members of a `ws` socket that tRPC's handler uses.
 *
 * Frames of one tick of the event loop are written in one system call. A frame that Bun drops ends the connection, so
 * that a client never reads a stream with a gap: it reconnects and resumes from its cursor.
 */
export class BunSocket {
  /** The code to close with when tRPC closes the socket, which it does without one. */
  closeCode: number;
  readonly #raw: RawSocket;
  #onMessage: Listener | null = null;
  #hearClose: Listener | null = null;
  #frames: string[] = [];
  #length = 0;
  #isGone = false;

  constructor(raw: RawSocket, closeCode: number) {
    this.#raw = raw;
    this.closeCode = closeCode;
  }

  get readyState(): number {
    return this.#isGone ? CLOSING : this.#raw.readyState;
  }

  /** Whether frames can still be sent and received. */
  get isOpen(): boolean {
    return this.readyState === OPEN;
  }

  /** Keeps one listener per event, as tRPC's handler registers; Bun emits no errors. */
  on(event: string, listener: Listener): void {
    if (event === "message") this.#onMessage = listener;
    if (event === "close") this.#hearClose = listener;
  }

  /** Like `on`: the only event listened to once is the close, which comes once. */
  once(event: string, listener: Listener): void {
    this.on(event, listener);
  }

  /** Passes a frame of the client to tRPC. */
  receive(frame: string | Buffer): void {
    const isBinary = typeof frame !== "string";
    this.#onMessage?.(isBinary ? frame : Buffer.from(frame), isBinary);
  }

  /** Notifies tRPC that the connection is closed, so that its subscriptions end. */
  lose(): void {
    this.#isGone = true;
    this.#frames = [];
    this.#hearClose?.();
    this.#onMessage = null;
    this.#hearClose = null;
  }

  /** Answers a ping as tRPC would, without a handler, because thousands of idle widgets ping every few seconds. */
  pong(): void {
    if (this.isOpen && this.#raw.send("PONG") === 0) this.terminate();
  }

  /** Sends a protocol-level ping, which browsers answer even where scripts are suspended. */
  ping(): void {
    if (this.isOpen) this.#raw.ping();
  }

  /** Sends a frame together with all others of this tick, always in order. */
  send(frame: string): void {
    if (!this.isOpen) return;
    if (this.#frames.push(frame) === 1) setImmediate(() => this.#flush());
    this.#length += frame.length;
    if (this.#length > FLUSH_LENGTH) this.#flush();
  }

  /** Sends the buffered frames, then closes. A close without a code comes from tRPC. */
  close(code: number = this.closeCode, reason = ""): void {
    if (!this.isOpen) return;
    this.#flush();
    if (!this.isOpen) return;
    this.#isGone = true;
    this.#raw.close(code, reason);
  }

  /** Drops the connection without a close frame. */
  terminate(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#raw.terminate();
  }

  #flush(): void {
    const frames = this.#frames;
    this.#frames = [];
    this.#length = 0;
    if (!this.isOpen || frames.length === 0) return;
    let isWhole = true;
    this.#raw.cork(() => {
      isWhole = frames.every((frame) => this.#raw.send(frame) !== 0);
    });
    if (!isWhole) this.terminate();
  }
}
