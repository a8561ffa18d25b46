/** What we use of Bun's `ServerWebSocket`. */
export interface RawSocket {
  readonly readyState: number;
  /** Bytes sent, -1 when queued behind a slow reader, 0 when **dropped**. */
  send(data: string): number;
  cork(callback: () => void): unknown;
  ping(): unknown;
  close(code?: number, reason?: string): void;
  terminate(): void;
}

type Listener = (data?: Buffer, isBinary?: boolean) => void;

const OPEN = 1;
const CLOSING = 2;

/** How much text may gather before it is written without waiting for the end of the turn. */
const FLUSH_LENGTH = 64 * 1024;

/**
 * A Bun socket with the seven members that tRPC's socket handler uses of the `ws` package.
 *
 * Frames of one turn of the event loop leave in one system call. A frame that Bun drops ends the connection, so
 * that a client never reads a stream with a hole in it: it comes back and resumes from its cursor.
 */
export class BunSocket {
  /** What it is closed with when tRPC closes it, which it does without a code. */
  closeCode: number;
  readonly #raw: RawSocket;
  #hear: Listener | null = null;
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

  /** Whether frames still go either way. */
  get isOpen(): boolean {
    return this.readyState === OPEN;
  }

  /** Keeps one listener an event, which is what tRPC's handler registers; Bun tells of no errors. */
  on(event: string, listener: Listener): void {
    if (event === "message") this.#hear = listener;
    if (event === "close") this.#hearClose = listener;
  }

  /** The same as `on`: the only event listened to once is the close, which comes once. */
  once(event: string, listener: Listener): void {
    this.on(event, listener);
  }

  /** Whether a handler of tRPC listens. */
  get isServed(): boolean {
    return this.#hear !== null;
  }

  /** Lets tRPC's handler go, with everything it keeps. What it has under way is still sent. */
  release(): void {
    this.#hear = null;
    this.#hearClose = null;
  }

  /** Hands a frame of the client to tRPC. */
  receive(frame: string | Buffer): void {
    const isBinary = typeof frame !== "string";
    this.#hear?.(isBinary ? frame : Buffer.from(frame), isBinary);
  }

  /** Tells tRPC that the connection is over: its subscriptions end. */
  lose(): void {
    this.#isGone = true;
    this.#frames = [];
    this.#hearClose?.();
    this.release();
  }

  /** Answers a ping as tRPC would, at once: thousands of widgets that do nothing else ask every few seconds. */
  pong(): void {
    if (this.isOpen && this.#raw.send("PONG") === 0) this.terminate();
  }

  /** Asks the peer itself whether it is there: browsers answer even where they let scripts sleep. */
  ping(): void {
    if (this.isOpen) this.#raw.ping();
  }

  /** Sends with everything else of this turn; in order, always. */
  send(frame: string): void {
    if (!this.isOpen) return;
    if (this.#frames.push(frame) === 1) setImmediate(() => this.#flush());
    this.#length += frame.length;
    if (this.#length > FLUSH_LENGTH) this.#flush();
  }

  /** Sends what is waiting, then closes. Without a code it is one of tRPC's own closes. */
  close(code: number = this.closeCode, reason = ""): void {
    if (!this.isOpen) return;
    this.#flush();
    if (!this.isOpen) return;
    this.#isGone = true;
    this.#raw.close(code, reason);
  }

  /** Cuts the connection without a word. */
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
