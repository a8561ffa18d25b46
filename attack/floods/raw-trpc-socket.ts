/** What came of one call: how long it took, in milliseconds, and what it was answered. */
interface Answered {
  ms: number;
  body: string;
}

/** A socket with its calls, told apart by their numbers. */
export interface RawTrpcSocket {
  call: (method: "query" | "mutation" | "subscription", path: string, input?: object) => Promise<Answered>;
  /** Sends a frame as it is, and waits for what is answered to its call number 1. */
  callAs: (frame: string) => Promise<Answered>;
  /** Sends without waiting for anything. */
  send: (text: string) => void;
  /** The code it was closed with; `null` while it is open. */
  closed: () => number | null;
  /** Settles when it is closed. */
  gone: Promise<number>;
  close: () => void;
}

interface Opening {
  url: string;
  /** Whom it comes from, as the proxy in front would say. */
  address: string;
  params?: Readonly<Record<string, string>> | null;
  cookie?: string;
}

/** Opens a socket; it is refused with an `Error`. Without `params` nobody says who it is. */
export async function openRawTrpcSocket({
  url,
  address,
  params = null,
  cookie,
}: Opening): Promise<RawTrpcSocket> {
  const headers = { origin: url, "x-forwarded-for": address, ...(cookie === undefined ? {} : { cookie }) };
  const socket = connect(
    `${url.replace("http", "ws")}/trpc${params === null ? "" : "?connectionParams=1"}`,
    headers,
  );
  const waiting = new Map<number, { at: number; resolve: (answered: Answered) => void }>();
  let code: number | null = null;
  let lastId = 0;
  const gone = Promise.withResolvers<number>();
  const opened = Promise.withResolvers<void>();
  socket.addEventListener("open", () => opened.resolve());
  socket.addEventListener("close", (event) => {
    code = event.code;
    opened.reject(new Error(`refused with ${event.code}`));
    gone.resolve(event.code);
    for (const { at, resolve } of waiting.values())
      resolve({ ms: performance.now() - at, body: `closed ${event.code}` });
    waiting.clear();
  });
  socket.addEventListener("message", ({ data }) => {
    const body = String(data);
    const id = Number(/"id":(\d+)/.exec(body)?.[1] ?? 0);
    const asked = waiting.get(id);
    if (asked === undefined) return;
    waiting.delete(id);
    asked.resolve({ ms: performance.now() - asked.at, body });
  });
  async function ask(id: number, frame: string): Promise<Answered> {
    if (code !== null) return { ms: 0, body: `closed ${code}` };
    const { promise, resolve } = Promise.withResolvers<Answered>();
    waiting.set(id, { at: performance.now(), resolve });
    socket.send(frame);
    return await promise;
  }
  await opened.promise;
  if (params !== null) socket.send(JSON.stringify({ method: "connectionParams", data: params }));
  return {
    async call(method, path, input = {}) {
      lastId += 1;
      return await ask(lastId, JSON.stringify({ id: lastId, method, params: { path, input } }));
    },
    callAs: async (frame) => await ask(1, frame),
    send: (text) => void (code === null && socket.send(text)),
    closed: () => code,
    gone: gone.promise,
    close: () => socket.close(),
  };
}

function connect(target: string, headers: Record<string, string>): WebSocket {
  // Bun's own second argument, which the browser's type does not know.
  const socket: WebSocket = Reflect.construct(WebSocket, [target, { headers }]);
  return socket;
}
