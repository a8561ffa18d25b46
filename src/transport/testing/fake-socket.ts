/** A socket whose other end is the test. */
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

  /** Closed by us; like a browser's, it says so later or never. */
  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  say(message: unknown): void {
    const data = typeof message === "string" ? message : JSON.stringify(message);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  answer(id: number, data: unknown): void {
    this.say({ id, result: { type: "data", data } });
  }

  /** Cut off by the other side or by the network. */
  lose(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent("close", { code }));
  }

  /** Everything sent but pings, batches taken apart. */
  calls(): Sent[] {
    return this.sent.filter((frame) => frame !== "PING").flatMap((frame): Sent[] => JSON.parse(frame));
  }

  /** What kinds of calls were sent. */
  methods(): string[] {
    return this.calls().map(({ method }) => method);
  }

  pings(): number {
    return this.sent.filter((frame) => frame === "PING").length;
  }
}

/** A call as it went over the wire. */
export interface Sent {
  id: number;
  method: string;
  params: { path: string; input: unknown; lastEventId?: string };
  data?: unknown;
}

/** Dials fakes, and keeps them. */
export function fakeSockets() {
  const sockets: FakeSocket[] = [];
  return {
    sockets,
    dial(url: string): WebSocket {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      // A fake stands in for the browser's class.
      return socket as unknown as WebSocket;
    },
    /** The youngest socket. */
    last(): FakeSocket {
      const socket = sockets.at(-1);
      if (!socket) throw new Error("nobody has dialled");
      return socket;
    },
  };
}
