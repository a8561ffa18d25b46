/** A WebSocket that anybody could open, which records everything it receives. */
export interface RecordingSocket {
  /** Everything received, byte for byte. */
  received: () => string;
  close: () => void;
}

/** The caller: a member with their cookie, or a widget with the params of its first frame. */
export interface RecordingSocketOptions {
  url: string;
  cookie?: string;
  params?: Readonly<Record<string, string>>;
}

/** Opens a WebSocket and subscribes to each path with its input. */
export async function openRecordingSocket(
  { url, cookie, params }: RecordingSocketOptions,
  subscriptions: readonly (readonly [path: string, input: object])[],
): Promise<RecordingSocket> {
  const headers = { origin: url, ...(cookie === undefined ? {} : { cookie }) };
  const suffix = params === undefined ? "" : "?connectionParams=1";
  const address = `${url.replace("http", "ws")}/trpc${suffix}`;
  // Bun has a second argument of its own, which is not in the browser's type.
  const socket: WebSocket = Reflect.construct(WebSocket, [address, { headers }]);
  let received = "";
  socket.addEventListener("message", ({ data }) => void (received += String(data)));
  const opened = Promise.withResolvers<void>();
  socket.addEventListener("open", () => opened.resolve());
  socket.addEventListener("close", () => opened.reject(new Error("the socket was closed")));
  await opened.promise;
  if (params !== undefined) socket.send(JSON.stringify({ method: "connectionParams", data: params }));
  for (const [id, [path, input]] of subscriptions.entries())
    socket.send(JSON.stringify({ id: id + 1, method: "subscription", params: { path, input } }));
  return { received: () => received, close: () => socket.close() };
}
