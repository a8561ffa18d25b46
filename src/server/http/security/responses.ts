import type { SecurityHeaders } from "./security-headers.ts";

/**
 * A plain-text answer. The type is explicit, since this runtime drops its default once another header is set: a browser
 * that may not sniff then shows nothing.
 */
export function textResponse(status: number, words: string): Response {
  return new Response(`${words}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}

/** Adds the headers of the data surface to a response, except those it already has. */
export function withDataHeaders(headers: SecurityHeaders, response: Response): Response {
  for (const [name, value] of Object.entries(headers("data"))) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

const SECOND_MS = 1_000;

/** The value of a `Retry-After` header: whole seconds. */
export function retryAfterHeader({ retryAfterMs }: { retryAfterMs: number }): string {
  return `${Math.ceil(retryAfterMs / SECOND_MS)}`;
}
