import { createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** Handles a connection that sent a question, in the way of a mode. */
type Misbehaviour = (socket: Socket) => void;

/** The expected outcome for the customer: an answer, a person instead, or either. */
type Outcome = "answer" | "person" | "either";

export interface Mode {
  name: string;
  outcome: Outcome;
}

export interface MisbehavingBotServer extends AsyncDisposable {
  url: string;
  /** The names of the modes used so far, one per request. */
  asked: () => readonly string[];
}

const STREAM = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
const MEBIBYTE = 1024 * 1024;
const SECOND_MS = 1000;
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const contentEvent = (content: string) => event({ choices: [{ index: 0, delta: { content } }] });
const response = (status: string, type: string, body: string, more = "") =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${more}connection: close\r\n\r\n${body}`;
const fails =
  (status: string, more = ""): Misbehaviour =>
  (socket) =>
    socket.end(response(status, "application/json", '{"error":{"message":"no"}}', more));

/** The beginning of an answer that breaks off. It must never appear in a chat without its mark. */
export const HALF = "HALF-AN-ANSWER";
const DONE = "data: [DONE]\n\n";
const FINISH = event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });

/** Writes a chunk repeatedly, waiting for the client to read. */
function writeRepeatedly(socket: Socket, chunk: Buffer | string, times: number): void {
  for (let written = 0; written < times && !socket.destroyed; written += 1) {
    if (socket.write(chunk)) continue;
    socket.once("drain", () => writeRepeatedly(socket, chunk, times - written - 1));
    return;
  }
  socket.end();
}

function writeEvery(socket: Socket, ms: number, text: string): void {
  const timer = setInterval(() => socket.write(text), ms);
  socket.on("close", () => clearInterval(timer));
}

const MODES: Record<string, { outcome: Outcome; go: Misbehaviour }> = {
  "takes the question and is silent": { outcome: "person", go: () => {} },
  "sends headers and is silent": { outcome: "person", go: (socket) => void socket.write(STREAM) },
  "drips a byte a second": {
    outcome: "person",
    go: (socket) => {
      socket.write(STREAM);
      writeEvery(socket, SECOND_MS, ":");
    },
  },
  "begins and never ends": {
    outcome: "person",
    go: (socket) => {
      socket.write(STREAM + contentEvent(HALF));
      writeEvery(socket, SECOND_MS, ": still here\n\n");
    },
  },
  "is cut in the middle": { outcome: "person", go: (socket) => socket.end(STREAM + contentEvent(HALF)) },
  "is torn in the middle": {
    outcome: "person",
    go: (socket) => socket.write(STREAM + contentEvent(HALF), () => socket.resetAndDestroy()),
  },
  "forgets that it is done": {
    outcome: "person",
    go: (socket) => socket.end(`${STREAM}${contentEvent(HALF)}: end\n\n`),
  },
  "answers 401": { outcome: "person", go: fails("401 Unauthorized") },
  "answers 403": { outcome: "person", go: fails("403 Forbidden") },
  "answers 404": { outcome: "person", go: fails("404 Not Found") },
  "answers 429": { outcome: "person", go: fails("429 Too Many Requests") },
  "answers 429 and an hour": {
    outcome: "person",
    go: fails("429 Too Many Requests", "retry-after: 3600\r\n"),
  },
  "answers 500": { outcome: "person", go: fails("500 Internal Server Error") },
  "answers 502": { outcome: "person", go: fails("502 Bad Gateway") },
  "answers 503": { outcome: "person", go: fails("503 Service Unavailable") },
  "answers with a page": {
    outcome: "person",
    go: (socket) => socket.end(response("200 OK", "text/html", `<p>${HALF}</p>`)),
  },
  "answers with nothing": {
    outcome: "person",
    go: (socket) => socket.end(response("200 OK", "application/json", "")),
  },
  "streams what is no JSON": {
    outcome: "person",
    go: (socket) => socket.end(`${STREAM}${contentEvent(HALF)}data: {"choices":[{\n\n${DONE}`),
  },
  "streams what is no UTF-8": {
    outcome: "either",
    go: (socket) => {
      socket.write(`${STREAM}data: {"choices":[{"index":0,"delta":{"content":"A `);
      socket.write(Buffer.from([0xff, 0xfe, 0xc3, 0x28]));
      socket.end(`"}}]}\n\n${FINISH}${DONE}`);
    },
  },
  "streams ten megabytes in a line": {
    outcome: "person",
    go: (socket) => {
      socket.write(`${STREAM}data: `);
      writeRepeatedly(socket, "x".repeat(MEBIBYTE), 10);
    },
  },
  "streams a hundred megabytes": {
    outcome: "either",
    go: (socket) => {
      socket.write(STREAM);
      writeRepeatedly(socket, contentEvent("x".repeat(1_000)).repeat(100), 1_000);
    },
  },
  "packs two hundred megabytes": {
    outcome: "person",
    go: (socket) => {
      const bomb = gzipSync(Buffer.alloc(200 * MEBIBYTE, "x"));
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`,
      );
      socket.end(bomb);
    },
  },
  "sends us on": { outcome: "person", go: fails("301 Moved", "location: http://127.0.0.1:1/\r\n") },
  "has no choice": { outcome: "person", go: (socket) => socket.end(STREAM + event({ choices: [] }) + DONE) },
  "plays tools and roles": {
    outcome: "either",
    go: (socket) => {
      const call = {
        function: { name: "delete_everything", arguments: "{}" },
        index: 0,
        id: "1",
        type: "function",
      };
      const delta = { role: "system", content: "As ordered.", tool_calls: [call] };
      socket.end(STREAM + event({ choices: [{ index: 0, delta }] }) + FINISH + DONE);
    },
  },
  answers: {
    outcome: "answer",
    go: (socket) => socket.end(`${STREAM}${contentEvent("Yes.")}${FINISH}${DONE}`),
  },
};

/** All modes of the server; a question selects one by its name. */
export const SERVER_MODES: readonly Mode[] = Object.entries(MODES).map(([name, { outcome }]) => ({
  name,
  outcome,
}));

/** Starts the misbehaving server on a free port. Each question names the mode of its response. */
export async function startMisbehavingBotServer(): Promise<MisbehavingBotServer> {
  const asked: string[] = [];
  const names = Object.keys(MODES).toSorted((a, b) => b.length - a.length);
  const server = createServer((socket) => {
    let received = "";
    socket.on("error", () => {});
    socket.on("data", (data) => {
      received += data.toString("latin1");
      const name = names.find((one) => received.includes(`The server ${one}.`));
      if (name === undefined || !received.endsWith("}")) return;
      received = "";
      asked.push(name);
      MODES[name]?.go(socket);
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
