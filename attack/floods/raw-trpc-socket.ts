/** The result of one call: its duration in milliseconds, and the raw response. */
interface CallResult {
  ms: number;
  body: string;
}

/** A WebSocket with its calls, matched to their responses by id. */
export interface RawTrpcSocket {
  call: (method: "query" | "mutation" | "subscription", path: string, input?: object) => Promise<CallResult>;
  /** Sends a raw frame, and waits for the response to its call 1. */
  callAs: (frame: string) => Promise<CallResult>;
  /** Sends without waiting for a response. */
  send: (text: string) => void;
  /** The length of the longest frame received, in characters. */
  longestFrame: () => number;
  /** The code it was closed with; `null` while it is open. */
  closed: () => number | null;
  /** Resolves when it is closed, with the code. */
  whenClosed: Promise<number>;
  close: () => void;
}

interface RawTrpcSocketOptions {
  url: string;
  /** The client's address, as the proxy in front would send it. */
  address: string;
  params?: Readonly<Record<string, string>> | null;
  cookie?: string;
}

/** Opens a socket; throws if it is refused. Without `params` it is anonymous. */
export async function openRawTrpcSocket({
  url,
  address,
  params = null,
  cookie,
}: RawTrpcSocketOptions): Promise<RawTrpcSocket> {
  const socket = connect({ url, address, params, ...(cookie !== undefined && { cookie }) });
  const pending = createPendingCalls();
  let code: number | null = null;
  let lastId = 0;
  let longest = 0;
  const whenClosed = Promise.withResolvers<number>();
  const opened = Promise.withResolvers<void>();
  socket.addEventListener("open", () => opened.resolve());
  socket.addEventListener("close", (event) => {
    code = event.code;
    opened.reject(new Error(`refused with ${event.code}`));
    whenClosed.resolve(event.code);
    pending.settleAll(`closed ${event.code}`);
  });
  socket.addEventListener("message", ({ data }) => {
    const body = String(data);
    longest = Math.max(longest, body.length);
    pending.settle(Number(/"id":(\d+)/.exec(body)?.[1] ?? 0), body);
  });
  async function sendCall(id: number, frame: string): Promise<CallResult> {
    if (code !== null) return { ms: 0, body: `closed ${code}` };
    const answered = pending.begin(id);
    socket.send(frame);
    return await answered;
  }
  await opened.promise;
  if (params !== null) socket.send(JSON.stringify({ method: "connectionParams", data: params }));
  return {
    async call(method, path, input = {}) {
      lastId += 1;
      return await sendCall(lastId, JSON.stringify({ id: lastId, method, params: { path, input } }));
    },
    callAs: async (frame) => await sendCall(1, frame),
    send: (text) => void (code === null && socket.send(text)),
    longestFrame: () => longest,
    closed: () => code,
    whenClosed: whenClosed.promise,
    close: () => socket.close(),
  };
}

/** The calls that wait for their response, each with the time it was made. */
function createPendingCalls() {
  const pending = new Map<number, { at: number; resolve: (answered: CallResult) => void }>();
  const settle = (id: number, body: string): void => {
    const call = pending.get(id);
    pending.delete(id);
    call?.resolve({ ms: performance.now() - call.at, body });
  };
  return {
    begin(id: number): Promise<CallResult> {
      const { promise, resolve } = Promise.withResolvers<CallResult>();
      pending.set(id, { at: performance.now(), resolve });
      return promise;
    },
    settle,
    settleAll(body: string): void {
      for (const id of pending.keys()) settle(id, body);
    },
  };
}

function connect({ url, address, params, cookie }: RawTrpcSocketOptions): WebSocket {
  const headers = { origin: url, "x-forwarded-for": address, ...(cookie === undefined ? {} : { cookie }) };
  const target = `${url.replace("http", "ws")}/trpc${params === null ? "" : "?connectionParams=1"}`;
  // Bun has a second argument of its own, which is not in the browser's type.
  const socket: WebSocket = Reflect.construct(WebSocket, [target, { headers }]);
  return socket;
}
