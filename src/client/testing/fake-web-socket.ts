/** Whoever sits at the other end of the sockets: the fake server of the test that runs. */
export interface SocketPeer {
  /** Whether anybody is there. */
  isReachable(): boolean;
  onOpen(socket: FakeWebSocket): void;
  onFrame(socket: FakeWebSocket, frame: string): void;
}

let peer: SocketPeer | null = null;
const openSockets = new Set<FakeWebSocket>();

/** Connects every socket from now on with `next`, and closes those of the test before. */
export function setSocketPeer(next: SocketPeer | null): void {
  peer = next;
  for (const socket of openSockets) socket.hangUp();
}

/** A `WebSocket` that opens at once and talks to {@link setSocketPeer}'s peer, by microtasks alone. */
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

  /** Hands a frame to the app. */
  receive(frame: string): void {
    queueMicrotask(() => {
      if (this.readyState === 1) this.#listeners.get("message")?.({ data: frame });
    });
  }

  close(): void {
    this.readyState = 3;
    openSockets.delete(this);
  }

  /** Closed by the other end. */
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
