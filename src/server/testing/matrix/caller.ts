import { setImmediate } from "node:timers/promises";
import { REQUESTED_BY } from "../../http/same-origin.ts";
import { RawClient } from "../../http/testing/raw-client.ts";

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
  const client = new RawClient(
    `${origin.replace("http", "ws")}/trpc${isWidget ? "?connectionParams=1" : ""}`,
    {
      origin,
      ...(cookie === undefined ? {} : { cookie }),
    },
  );
  let lastId = 0;
  let isGreeted = !isWidget;

  return {
    hangUp: () => void client[Symbol.asyncDispose](),
    async ask({ path, type, input }) {
      const id = (lastId += 1);
      await until(() => client.status !== 0);
      if (!isGreeted) client.send(JSON.stringify({ method: "connectionParams", data: params }));
      isGreeted = true;
      client.send(`{"id":${id},"method":"${type}","params":{"path":"${path}","input":${input}}}`);
      let frame: string | undefined;
      await until(() => {
        if (type === "subscription") stir();
        frame = client.texts.find((text) => isAnswerTo(text, id));
        return frame !== undefined || client.isClosed;
      });
      if (type === "subscription") client.send(JSON.stringify({ id, method: "subscription.stop" }));
      client.texts.length = 0;
      if (frame === undefined) return { status: client.closeCode ?? 0, body: "closed" };
      return { status: statusOf(frame), body: frame.replace(`"id":${id},`, "") };
    },
  };
}

/** Looks at every turn of the event loop: with thousands of calls, waiting longer would be most of the time. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await setImmediate();
}

interface Frame {
  id: number;
  result?: { type: string };
  error?: { data: { httpStatus: number } };
}

function isAnswerTo(text: string, id: number): boolean {
  const frame = JSON.parse(text) as Frame;
  return frame.id === id && frame.result?.type !== "started";
}

function statusOf(text: string): number {
  const { error } = JSON.parse(text) as Frame;
  return error?.data.httpStatus ?? 200;
}
