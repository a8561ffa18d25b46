/** A socket with the test as its peer. */
export class FakeSocket extends EventTarget {
  readonly OPEN = 1;
  readyState = 0;
  readonly sent: string[] = [];
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
  }

  send(frame: string): void {
    this.sent.push(frame);
  }

  /** Closes the socket from the client. As in a browser, the close event comes later or never. */
  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  receive(message: unknown): void {
    const data = typeof message === "string" ? message : JSON.stringify(message);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  answer(id: number, data: unknown): void {
    this.receive({ id, result: { type: "data", data } });
  }

  /** Closes the socket from the peer or the network. */
  lose(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent("close", { code }));
  }

  /** All sent calls without pings. Batches are split. */
  calls(): SentCall[] {
    return this.sent.filter((frame) => frame !== "PING").flatMap((frame): SentCall[] => JSON.parse(frame));
  }

  /** The methods of the sent calls. */
  methods(): string[] {
    return this.calls().map(({ method }) => method);
  }

  pings(): number {
    return this.sent.filter((frame) => frame === "PING").length;
  }
}

/** A call as it was sent. */
export interface SentCall {
  id: number;
  method: string;
  params: { path: string; input: unknown; lastEventId?: string };
  data?: unknown;
}

/** Opens fake sockets and records them. */
export function fakeSockets() {
  const sockets: FakeSocket[] = [];
  return {
    sockets,
    openWebSocket(url: string): WebSocket {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      // The fake replaces the browser's class.
      return socket as unknown as WebSocket;
    },
    /** The newest socket. */
    last(): FakeSocket {
      const socket = sockets.at(-1);
      if (!socket) throw new Error("no socket was opened");
      return socket;
    },
  };
}
