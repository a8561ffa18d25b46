import { stub } from "./stub.ts";

interface SentRequest {
  path: string;
  method: string;
  body: unknown;
}

/** Replaces `fetch` for requests that do not use the socket. Returns the list in which it records them. */
export function fakeFetch(answer: (request: SentRequest) => Response | Promise<Response>): SentRequest[] {
  const requests: SentRequest[] = [];
  stub(
    globalThis,
    "fetch",
    async (path: string, { method = "GET", body }: { method?: string; body?: string } = {}) => {
      const request = { path, method, body: body === undefined ? null : JSON.parse(body) };
      requests.push(request);
      return await answer(request);
    },
  );
  return requests;
}
