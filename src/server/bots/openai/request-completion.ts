import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import OpenAI, { APIConnectionTimeoutError, APIError } from "openai";
import { SECOND, type Millis } from "#domain/model/instant.ts";
import type { BotQuestion } from "../contract/bot.ts";
import { type BaseUrl, parseBaseUrl } from "./base-url.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import type { Fetch } from "../egress/guarded-fetch.ts";
import { createOpenAiFetch } from "./openai-fetch.ts";
import { TOOLS, promptFor } from "./prompt.ts";
import { EndpointError } from "./endpoint-error.ts";
import type { ModelHabits } from "./model-habits.ts";
import { type CompletionItem, readCompletion } from "./read-completion.ts";
import { type RequestShape, withoutPart } from "./request-shape.ts";

/** How to reach an organization's own bot server. */
export interface ModelConfig {
  /** The URL as the admin typed it; see `parseBaseUrl`. */
  url: string;
  /** The API key; if empty, none is sent. */
  token: string;
  model: string;
  /** Timeout for the start of the server's answer. */
  timeoutMs: Millis;
  fetch: Fetch;
  /** What is known of models already. */
  habits: ModelHabits;
}

/** The longest wait for a busy server. A customer waits for it only once. */
const MAX_RETRY_WAIT_MS: Millis = 5 * SECOND;
/** Where a server demands a limit. */
const ANSWER_MAX_TOKENS = 2_048;
/** The client requires a key. `createOpenAiFetch` decides what is really sent. */
const PLACEHOLDER_KEY = "none";

/**
 * The vendor's client, with every option set that it would otherwise read from the operator's environment and send to
 * the admin's URL.
 *
 * @throws BotFailure `unreachable` when the URL is invalid
 */
export function openAiClient(config: ModelConfig): OpenAI {
  const address: BaseUrl | null = parseBaseUrl(config.url);
  if (address === null) throw new BotFailure("unreachable");
  return new OpenAI({
    baseURL: address.base,
    defaultQuery: address.query,
    apiKey: PLACEHOLDER_KEY,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    timeout: config.timeoutMs,
    maxRetries: 0,
    logLevel: "off",
    fetch: createOpenAiFetch(config.fetch, config.token),
  });
}

/**
 * Sends the question and reads the answer. Until its first word the question is put again where the server refuses its
 * form, without the part that it seems to reject, and once after a short wait that the server named. The form that was
 * taken is remembered for the next question.
 *
 * @throws BotFailure
 */
export async function* requestCompletion(
  config: ModelConfig,
  question: BotQuestion,
  signal: AbortSignal,
): AsyncGenerator<CompletionItem, undefined> {
  const client = openAiClient(config);
  const usual = config.habits.of(config).shape;
  let shape = usual;
  let mayWait = true;
  for (;;) {
    let hasBegun = false;
    try {
      const response = await sendRequest(client, bodyOf(config.model, question, shape), signal);
      for await (const item of readCompletion(response)) {
        if (item.kind === "chunk" && !hasBegun && hasContent(item.chunk)) {
          hasBegun = true;
          if (shape !== usual) config.habits.learnShape(config, shape);
        }
        yield item;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error);
      const next =
        hasBegun || !(failure instanceof EndpointError) ? null : withoutPart(shape, failure.refuses);
      const waitMs = hasBegun || !mayWait ? null : failure.retryAfterMs;
      if (next !== null) shape = next;
      else if (waitMs !== null && waitMs <= MAX_RETRY_WAIT_MS) {
        mayWait = false;
        await sleep(waitMs, undefined, { signal });
      } else throw failure;
      // The server has answered, though not with an answer.
      yield { kind: "sign-of-life" };
    }
  }
}

function hasContent({ text, toolCalls }: { text: string; toolCalls: readonly unknown[] }): boolean {
  return text !== "" || toolCalls.length > 0;
}

function sendRequest(
  client: OpenAI,
  request: OpenAI.ChatCompletionCreateParams,
  signal: AbortSignal,
): Promise<Response> {
  return client.chat.completions.create(request, { signal }).asResponse();
}

function bodyOf(
  model: string,
  question: BotQuestion,
  shape: RequestShape,
): OpenAI.ChatCompletionCreateParams {
  const tools = shape.hasTools ? { tools: [...TOOLS] } : {};
  const limit = shape.limit === null ? {} : { [shape.limit]: ANSWER_MAX_TOKENS };
  return {
    model,
    messages: promptFor(question, shape, randomUUID()),
    stream: shape.isStreamed,
    ...tools,
    ...limit,
  };
}

/** Unwraps our own failure from the client's error; any other error is a failed connection. */
export function failureOf(error: unknown): BotFailure {
  if (error instanceof BotFailure) return error;
  if (error instanceof APIConnectionTimeoutError) return new BotFailure("timeout");
  if (error instanceof APIError && error.cause instanceof BotFailure) return error.cause;
  return new BotFailure("unreachable");
}
