import { REQUESTED_BY } from "../../http/security/csrf.ts";
import { RawWebSocketClient } from "../../http/testing/raw-websocket-client.ts";

const PING_EVERY_MS = 5_000;
const STIR_EVERY_MS = 5;

/** The caller's credentials. */
export interface Credentials {
  cookie?: string;
  widgetKey?: string;
  token?: string;
  /** The company that a signed-in caller names. */
  organization?: string;
}

/** A call of one procedure. */
export interface Call {
  path: string;
  type: "query" | "mutation" | "subscription";
  /** The input as JSON text, so that a test may send what `JSON.stringify` would not write. */
  input: string;
}

/** The response to a call: 200 with data, or the status of an error, and the whole body, byte for byte. */
export interface Answer {
  status: number;
  body: string;
}

/** A caller over one of the transports. */
export interface Caller {
  ask: (call: Call) => Promise<Answer>;
  hangUp: () => void;
}

/** Creates a caller that makes single calls over HTTP, as our pages do. */
export function overHttp(origin: string, { cookie, widgetKey, token, organization }: Credentials): Caller {
  const headers: Record<string, string> = {
    origin,
    "content-type": "application/json",
    [REQUESTED_BY.name]: REQUESTED_BY.value,
    ...(cookie === undefined ? {} : { cookie }),
    ...(organization === undefined ? {} : { "x-organization": organization }),
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
 * Creates a caller that uses one socket. `stir` causes an event that a subscription receives, because without an
 * event it is unknown whether a subscription was accepted.
 */
export function overSocket(origin: string, credentials: Credentials, stir: () => void): Caller {
  const { cookie, ...params } = credentials;
  const hasParams = params.widgetKey !== undefined || params.organization !== undefined;
  const client = new RawWebSocketClient(
    `${origin.replace("http", "ws")}/trpc${hasParams ? "?connectionParams=1" : ""}`,
    {
      origin,
      ...(cookie === undefined ? {} : { cookie }),
    },
  );
  let lastId = 0;
  const until = waiting(client);
  const greeted = greet();
  // Keep the socket alive: the other actors may take long, and an idle socket is closed.
  const alive = setInterval(() => {
    if (client.isClosed) clearInterval(alive);
    else client.send("PING");
  }, PING_EVERY_MS);

  async function greet(): Promise<void> {
    await until(() => client.status !== 0);
    if (hasParams) client.send(JSON.stringify({ method: "connectionParams", data: params }));
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

/** Waits for a condition on a connection; checks it after every message. */
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
