import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EgressPolicy } from "../egress/egress-policy.ts";

/** A request as received. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** The raw body. */
  raw: string;
  /** The body as JSON; `null` when there was none. */
  body: RequestBody | null;
}

interface RequestBody {
  model: string;
  stream: boolean;
  messages: { role: string; content: string }[];
  tools?: unknown[];
}

/** A piece of a body, or a promise to wait for before the next piece. */
export type BodyPart = string | Uint8Array | Promise<unknown>;

/** The response of a server, byte for byte. */
export interface BotReply {
  status: number;
  headers: Record<string, string>;
  body: readonly BodyPart[];
  /** How the response ends: properly, with the connection cut, or never. */
  end: "properly" | "torn" | "never";
}

/** Chooses the response to every request. It may wait first. */
export type ReplyScript = (request: ReceivedRequest, count: number) => BotReply | Promise<BotReply>;

/** A bot server for tests, on a free local port. `await using bot = await startBotServer(streamsText("Hi"))`. */
export interface BotServer extends AsyncDisposable {
  /** The base URL, as an admin would type it. */
  url: string;
  origin: string;
  port: number;
  /** The questions received, oldest first. Requests for the list of models are not among them. */
  requests: ReceivedRequest[];
  /** The number of connections opened, and the number open now. */
  connections: { opened: number; open: number };
  /** Changes the responses from now on. */
  follow(script: ReplyScript | BotReply): void;
  /** The models that `GET /models` names; `null` if it does not exist. */
  models: readonly string[] | null;
}

/** Starts a bot server that follows a script, or gives the same response to everything. */
export async function startBotServer(script: ReplyScript | BotReply): Promise<BotServer> {
  let current = asScript(script);
  const connections = { opened: 0, open: 0 };
  const server = http.createServer((request, response) => void handle(request, response));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await readRequest(request);
    if (received.path.endsWith("/models")) return sendReply(listModels(bot.models), response);
    bot.requests.push(received);
    return sendReply(await current(received, bot.requests.length), response);
  }

  server.on("connection", (socket) => {
    connections.opened += 1;
    connections.open += 1;
    socket.on("close", () => (connections.open -= 1));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const bot: BotServer = {
    url: `http://127.0.0.1:${port}/v1`,
    origin: `http://127.0.0.1:${port}`,
    port,
    requests: [],
    connections,
    models: null,
    follow: (next) => void (current = asScript(next)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return bot;
}

/** The policy of a laptop, which allows loopback. */
export const LOOPBACK_ALLOWED: EgressPolicy = { allow: [], loopbackAllowed: true, ownPorts: [] };

/** A well-behaved streamed answer, with one chunk for every piece. */
export function streamsText(...pieces: readonly (string | Promise<unknown>)[]): BotReply {
  return streams(
    ...pieces.map((piece) => (typeof piece === "string" ? textEvent(piece) : piece)),
    finishes(),
    DONE,
  );
}

/** A stream of any events, with a proper end. */
export function streams(...body: readonly BodyPart[]): BotReply {
  return {
    status: 200,
    headers: { "content-type": "text/event-stream; charset=utf-8" },
    body,
    end: "properly",
  };
}

/** An answer that is sent all at once, as JSON. */
export function answersWhole(text: string): BotReply {
  const message = { role: "assistant", content: text };
  return json(200, {
    id: "c1",
    object: "chat.completion",
    choices: [{ index: 0, message, finish_reason: "stop" }],
  });
}

/** An answer that calls the tool that asks for a person, with its arguments in several chunks. */
export function asksForPerson(reason = "customer-asked", ...words: readonly string[]): BotReply {
  const args = JSON.stringify({ reason });
  return streams(
    ...words.map(textEvent),
    callsTool({ id: "t1", type: "function", function: { name: "ask_for_person", arguments: "" } }),
    ...args.split("").map((sign) => callsTool({ function: { arguments: sign } })),
    finishes("tool_calls"),
    DONE,
  );
}

function callsTool(piece: object): string {
  return event({ choices: [{ delta: { tool_calls: [{ index: 0, ...piece }] } }] });
}

/** An error in the format most servers use. */
export function fails(status: number, message: string, headers: Record<string, string> = {}): BotReply {
  const reply = json(status, { error: { message, type: "invalid_request_error", code: null } });
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

export function json(status: number, value: unknown): BotReply {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: [JSON.stringify(value)],
    end: "properly",
  };
}

export function html(status = 200): BotReply {
  return {
    status,
    headers: { "content-type": "text/html" },
    body: ["<!doctype html><title>Welcome</title>"],
    end: "properly",
  };
}

export function redirectsTo(location: string, status = 302): BotReply {
  return { status, headers: { location }, body: [], end: "properly" };
}

/** Accepts the question and never responds, not even with headers. */
export function hangs(): ReplyScript {
  return () => new Promise<BotReply>(() => undefined);
}

/** One event of a stream. */
export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** The event for a few words. */
export function textEvent(text: string): string {
  return event({
    id: "c1",
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta: { content: text } }],
  });
}

export function finishes(reason = "stop"): string {
  return event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
}

export const DONE = "data: [DONE]\n\n";

function asScript(script: ReplyScript | BotReply): ReplyScript {
  return typeof script === "function" ? script : () => script;
}

async function readRequest(request: IncomingMessage): Promise<ReceivedRequest> {
  let raw = "";
  for await (const chunk of request) raw += String(chunk);
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers as Record<string, string | undefined>,
    raw,
    body: raw === "" ? null : (JSON.parse(raw) as RequestBody),
  };
}

async function sendReply(reply: BotReply, response: ServerResponse): Promise<void> {
  response.writeHead(reply.status, reply.headers);
  response.flushHeaders();
  for (const part of reply.body) {
    if (part instanceof Promise) await part;
    else await new Promise<void>((written) => response.write(part, () => written()));
    if (response.destroyed) return;
  }
  if (reply.end === "properly") response.end();
  if (reply.end === "torn") response.destroy();
}

function listModels(models: readonly string[] | null): BotReply {
  if (models === null) return html(404);
  return json(200, { object: "list", data: models.map((id) => ({ id, object: "model" })) });
}
