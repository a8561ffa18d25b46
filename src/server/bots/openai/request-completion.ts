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
}

/** The longest wait for a busy server. A customer waits for it only once. */
const MAX_RETRY_WAIT_MS: Millis = 5 * SECOND;
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
 * Sends the question and returns the answer as soon as it begins. Retries once when the server named a short wait, and
 * without the tool when the server seems to reject it.
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

/** Unwraps our own failure from the client's error; any other error is a failed connection. */
export function failureOf(error: unknown): BotFailure {
  if (error instanceof BotFailure) return error;
  if (error instanceof APIConnectionTimeoutError) return new BotFailure("timeout");
  if (error instanceof APIError && error.cause instanceof BotFailure) return error.cause;
  return new BotFailure("unreachable");
}
