import { BotFailure } from "../contract/bot-failure.ts";

/**
 * How a server responds: as an event stream, or all at once. Detected from the body, because `content-type` is often
 * wrong.
 */
export type AnswerFormat =
  | { kind: "events"; response: Response; sawDone: () => boolean }
  | { kind: "whole"; value: unknown };

/** The fields of the event stream format, and a comment. */
const EVENT_START = /^(data|event|id|retry)\b|^:/;
const LONGEST_START = 5;
const DONE = /(^|\n)data:\s*\[DONE\]/;
const DONE_MAX_LENGTH = 32;

/**
 * Looks at the first characters of an answer, after whitespace and a byte order mark. The caller aborts the call once it
 * no longer needs the answer.
 *
 * @throws BotFailure `empty` when there are none, `not-compatible` when they are neither events nor a JSON object
 */
export async function detectAnswerFormat(response: Response): Promise<AnswerFormat> {
  if (response.body === null) throw new BotFailure("empty");
  const texts = decode(response.body);
  const start = await readStart(texts);
  if (start === "") throw new BotFailure("empty");
  if (start.startsWith("{")) return { kind: "whole", value: await readWhole(start, texts) };
  if (!EVENT_START.test(start)) throw new BotFailure("not-compatible");
  let tail = "";
  let isDone = false;
  const watched = watch(start, texts, (text) => {
    isDone ||= DONE.test(tail + text);
    tail = (tail + text).slice(-DONE_MAX_LENGTH);
  });
  return { kind: "events", response: new Response(streamOf(watched)), sawDone: () => isDone };
}

async function* decode(body: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  for await (const chunk of body) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function readStart(texts: AsyncGenerator<string, undefined>): Promise<string> {
  let start = "";
  while (start.length < LONGEST_START && !start.startsWith(":") && !start.startsWith("{")) {
    const { done, value } = await texts.next();
    if (done === true) break;
    start = (start + value).trimStart();
  }
  return start;
}

async function readWhole(start: string, texts: AsyncIterable<string>): Promise<unknown> {
  let all = start;
  for await (const text of texts) all += text;
  try {
    return JSON.parse(all);
  } catch {
    throw new BotFailure("not-compatible");
  }
}

async function* watch(
  start: string,
  texts: AsyncIterable<string>,
  look: (text: string) => void,
): AsyncGenerator<string, undefined> {
  look(start);
  yield start;
  for await (const text of texts) {
    look(text);
    yield text;
  }
}

function streamOf(texts: AsyncGenerator<string, undefined>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await texts.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: () => void texts.return(undefined),
    },
    { highWaterMark: 0 },
  );
}
