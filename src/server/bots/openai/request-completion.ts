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

/** How to reach a chatbot of the company's own. */
export interface ModelConfig {
  /** As the admin typed it; see `parseBaseUrl`. */
  url: string;
  /** Empty: none is sent. */
  token: string;
  model: string;
  /** Patience for the server's first sign of life. */
  timeoutMs: Millis;
  fetch: Fetch;
}

/** A customer is worth one short wait for a busy server, not two. */
const MAX_RETRY_WAIT_MS: Millis = 5 * SECOND;
/** The client demands a key; what is really sent is decided in `createOpenAiFetch`. */
const PLACEHOLDER_KEY = "none";

/**
 * The vendor's client, given everything it would otherwise look up in the operator's environment and send to the
 * admin's URL.
 *
 * @throws BotFailure `unreachable` when the URL is none
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
 * Asks, and returns the answer as soon as it begins. Asks a second time when the server named a short wait, and
 * without the tool when it seems to mind it.
 *
 * @throws BotFailure
 */
export async function requestCompletion(
  client: OpenAI,
  model: string,
  question: BotQuestion,
  signal: AbortSignal,
): Promise<Response> {
  let hasTools = true;
  let mayWait = true;
  for (;;) {
    try {
      return await sendRequest(client, body(model, question, hasTools), signal);
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error);
      const waitMs = failure.retryAfterMs;
      if (hasTools && failure instanceof EndpointError && failure.rejectsTools) hasTools = false;
      else if (mayWait && waitMs !== null && waitMs <= MAX_RETRY_WAIT_MS) {
        mayWait = false;
        await sleep(waitMs, undefined, { signal });
      } else throw failure;
    }
  }
}

function sendRequest(
  client: OpenAI,
  request: OpenAI.ChatCompletionCreateParamsStreaming,
  signal: AbortSignal,
): Promise<Response> {
  return client.chat.completions.create(request, { signal }).asResponse();
}

function body(
  model: string,
  question: BotQuestion,
  hasTools: boolean,
): OpenAI.ChatCompletionCreateParamsStreaming {
  const tools = hasTools ? { tools: [...TOOLS] } : {};
  return { model, messages: promptFor(question, hasTools), stream: true, ...tools };
}

/** Finds our own failure inside the client's wrapping; what else goes wrong there is a connection that failed. */
export function failureOf(error: unknown): BotFailure {
  if (error instanceof BotFailure) return error;
  if (error instanceof APIConnectionTimeoutError) return new BotFailure("timeout");
  if (error instanceof APIError && error.cause instanceof BotFailure) return error.cause;
  return new BotFailure("unreachable");
}
