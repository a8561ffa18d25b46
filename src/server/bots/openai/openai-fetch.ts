import { BotFailure } from "../contract/bot-failure.ts";
import type { Fetch } from "../egress/guarded-fetch.ts";
import { endpointErrorOf } from "./endpoint-error.ts";

/** How much of an error is read to classify it. */
const ERROR_MAX_LENGTH = 16_384;
/** Characters no header can carry. A token with one of them was never valid anywhere. */
const UNSENDABLE = /[^\u0021-\u007E]/;

/**
 * The `fetch` given to the model client. It sends our own headers only: the client would add `OPENAI_CUSTOM_HEADERS` of
 * the operator's environment and a description of this host. HTTP errors are classified here, as the client's own
 * parsing drops what other vendors' servers send.
 *
 * @param token sent as bearer; empty: no `Authorization` at all
 */
export function createOpenAiFetch(fetch: Fetch, token: string): Fetch {
  return async (input, init = {}) => {
    const headers = new Headers({
      accept: "application/json, text/event-stream",
      "user-agent": "Switchboard",
    });
    if (init.body !== undefined && init.body !== null) headers.set("content-type", "application/json");
    if (UNSENDABLE.test(token)) throw new BotFailure("unauthorized");
    if (token !== "") headers.set("authorization", `Bearer ${token}`);
    const response = await fetch(input, { ...init, headers });
    if (response.ok) return response;
    throw endpointErrorOf(response.status, response.headers, await startOf(response));
  };
}

async function startOf(response: Response): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > ERROR_MAX_LENGTH) break;
    }
  } catch {
    // Nothing to read: the status alone is enough.
  }
  return text.slice(0, ERROR_MAX_LENGTH);
}
