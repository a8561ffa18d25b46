import { REQUESTED_BY } from "../../http/security/csrf.ts";
import { RawWebSocketClient } from "../../http/testing/raw-websocket-client.ts";

const PING_EVERY_MS = 5_000;
const STIR_EVERY_MS = 5;

/** What somebody shows at the door. */
export interface Credentials {
  cookie?: string;
  widgetKey?: string;
  token?: string;
}

/** One call of one procedure. */
export interface Call {
  path: string;
  type: "query" | "mutation" | "subscription";
  /** As JSON, so that a test may send what `JSON.stringify` would not write. */
  input: string;
}

/** How a call was answered: 200 with data, or the status of an error; and the whole answer, byte for byte. */
export interface Answer {
  status: number;
  body: string;
}

/** Somebody who calls over one of the transports. */
export interface Caller {
  ask: (call: Call) => Promise<Answer>;
  hangUp: () => void;
}

/** Calls one by one over HTTP, as a page of ours would. */
export function overHttp(origin: string, { cookie, widgetKey, token }: Credentials): Caller {
  const headers: Record<string, string> = {
    origin,
    "content-type": "application/json",
    [REQUESTED_BY.name]: REQUESTED_BY.value,
    ...(cookie === undefined ? {} : { cookie }),
    ...(widgetKey === undefined ? {} : { "x-widget-key": widgetKey }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return {
    hangUp() {},
    async ask({ path, type, input }) {
      const url = `${origin}/trpc/${path}`;
      const response =
        type === "mutation"
          ? await fetch(url, { method: "POST", headers, body: input })
          : await fetch(`${url}?input=${encodeURIComponent(input)}`, { headers });
      return { status: response.status, body: await response.text() };
    },
  };
}

/**
 * Calls over one socket. `stir` makes something happen that a subscription hears of: a stream that says nothing has
 * not shown whether it was let in.
 */
export function overSocket(origin: string, credentials: Credentials, stir: () => void): Caller {
  const { cookie, ...params } = credentials;
  const isWidget = params.widgetKey !== undefined;
  const client = new RawWebSocketClient(
    `${origin.replace("http", "ws")}/trpc${isWidget ? "?connectionParams=1" : ""}`,
    {
      origin,
      ...(cookie === undefined ? {} : { cookie }),
    },
  );
  let lastId = 0;
  const until = waiting(client);
  const greeted = greet();
  // It may be long until the others have asked, and a silent socket is closed.
  const alive = setInterval(() => {
    if (client.isClosed) clearInterval(alive);
    else client.send("PING");
  }, PING_EVERY_MS);

  async function greet(): Promise<void> {
    await until(() => client.status !== 0);
    if (isWidget) client.send(JSON.stringify({ method: "connectionParams", data: params }));
  }

  return {
    hangUp() {
      clearInterval(alive);
      void client[Symbol.asyncDispose]();
    },
    async ask({ path, type, input }) {
      const id = (lastId += 1);
      await greeted;
      client.send(`{"id":${id},"method":"${type}","params":{"path":"${path}","input":${input}}}`);
      const stirring = type === "subscription" ? setInterval(stir, STIR_EVERY_MS) : undefined;
      let frame: string | undefined;
      await until(() => {
        frame = client.texts.find((text) => isAnswerTo(text, id));
        return frame !== undefined || client.isClosed;
      });
      clearInterval(stirring);
      if (type === "subscription") client.send(JSON.stringify({ id, method: "subscription.stop" }));
      client.texts.length = 0;
      if (frame === undefined) return { status: client.closeCode ?? 0, body: "closed" };
      return { status: statusOf(frame), body: frame.replace(`"id":${id},`, "") };
    },
  };
}

/** Waits for something of a connection to become true; looks whenever something has come. */
function waiting(client: RawWebSocketClient) {
  return async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      client.onChange = resolve;
      if (isTrue()) return;
      await promise;
    }
  };
}

interface Frame {
  id: number;
  result?: { type: string };
  error?: { data: { httpStatus: number } };
}

function isAnswerTo(text: string, id: number): boolean {
  if (text === "PONG") return false;
  const frame = JSON.parse(text) as Frame;
  return frame.id === id && frame.result?.type !== "started";
}

function statusOf(text: string): number {
  const { error } = JSON.parse(text) as Frame;
  return error?.data.httpStatus ?? 200;
}
