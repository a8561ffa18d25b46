/** The other end of the sockets: the fake server of the current test. */
export interface SocketPeer {
  /** Whether the server accepts connections. */
  isReachable(): boolean;
  onOpen(socket: FakeWebSocket): void;
  onFrame(socket: FakeWebSocket, frame: string): void;
}

let peer: SocketPeer | null = null;
const openSockets = new Set<FakeWebSocket>();

/** Connects every later socket to `next`, and closes the sockets of the previous test. */
export function setSocketPeer(next: SocketPeer | null): void {
  peer = next;
  for (const socket of openSockets) socket.hangUp();
}

/** A `WebSocket` that opens at once and exchanges frames with {@link setSocketPeer}'s peer in microtasks only. */
export class FakeWebSocket {
  readyState = 0;
  readonly url: string;
  readonly #listeners = new Map<string, (event: { data?: string; code?: number }) => void>();

  constructor(url: string) {
    this.url = url;
    queueMicrotask(() => this.#open());
  }

  addEventListener(type: string, listener: (event: { data?: string; code?: number }) => void): void {
    this.#listeners.set(type, listener);
  }

  send(frame: string): void {
    if (frame === "PING") this.receive("PONG");
    else if (frame !== "PONG") queueMicrotask(() => peer?.onFrame(this, frame));
  }

  /** Delivers a frame to the app. */
  receive(frame: string): void {
    queueMicrotask(() => {
      if (this.readyState === 1) this.#listeners.get("message")?.({ data: frame });
    });
  }

  close(): void {
    this.readyState = 3;
    openSockets.delete(this);
  }

  /** Closes the socket from the other end. */
  hangUp(code = 1006): void {
    this.close();
    this.#listeners.get("close")?.({ code });
  }

  #open(): void {
    if (this.readyState !== 0) return;
    if (peer?.isReachable() !== true) {
      this.hangUp();
      return;
    }
    this.readyState = 1;
    openSockets.add(this);
    peer.onOpen(this);
    this.#listeners.get("open")?.({});
  }
}
