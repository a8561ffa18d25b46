import { BotFailure } from "../contract/bot-failure.ts";
import { type StreamItem, readEventStream } from "./event-stream.ts";

/** What a server answers: the items of an event stream, or one value, as JSON. */
export type AnswerItem = StreamItem | { kind: "whole"; value: unknown };

/** The fields of the event stream format, and a comment. */
const EVENT_START = /^(data|event|id|retry|error)\b|^:/;
const LONGEST_START = 5;

/**
 * Reads an answer that is streamed or comes all at once. Which it is is told by its first characters, after whitespace and
 * a byte order mark: `content-type` is often wrong.
 *
 * @throws BotFailure `empty` when there is nothing, `not-compatible` when it is neither events nor a JSON object
 */
export async function* readAnswer(response: Response): AsyncGenerator<AnswerItem, undefined> {
  if (response.body === null) throw new BotFailure("empty");
  const texts = decode(response.body);
  let start = "";
  while (start.length < LONGEST_START && !/^[:{]/.test(start)) {
    const { done, value } = await texts.next();
    if (done === true) break;
    start = (start + value).trimStart();
    // Some servers send blanks until the answer is complete.
    if (start === "") yield { kind: "sign-of-life" };
  }
  if (start === "") throw new BotFailure("empty");
  if (start.startsWith("{")) yield { kind: "whole", value: await readWhole(start, texts) };
  else if (EVENT_START.test(start)) yield* readEventStream(startingWith(start, texts));
  else throw new BotFailure("not-compatible");
}

async function* decode(body: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  for await (const chunk of body) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
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

async function* startingWith(start: string, texts: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  yield start;
  yield* texts;
}
