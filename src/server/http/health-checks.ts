import { textResponse } from "./security/responses.ts";

/** How long the database may take to confirm that it is writable. */
const READY_TIMEOUT_MS = 2000;

/** How long an answer counts: whoever asks more often does not make the database write more often. */
const ANSWER_KEPT_MS = 1000;

/** Asks whether the database writes, at most once a second. `now` is monotonic milliseconds. */
export function createReadiness(check: () => Promise<boolean>, now: () => number): () => Promise<boolean> {
  let last: { at: number; answer: Promise<boolean> } | null = null;
  return () => {
    const at = now();
    if (last === null || at - last.at >= ANSWER_KEPT_MS) last = { at, answer: check() };
    return last.answer;
  };
}

/**
 * Reports that the process is alive, and nothing about its dependencies, because a restart would not repair those.
 */
export function healthzResponse(): Response {
  return textResponse(200, "ok");
}

/** Reports whether this process can serve now: 200, or 503 if `ready` is false, fails or takes over two seconds. */
export async function readyzResponse(
  ready: () => Promise<boolean>,
  timeoutMs = READY_TIMEOUT_MS,
): Promise<Response> {
  const isReady = await Promise.race([ready().catch(() => false), Bun.sleep(timeoutMs).then(() => false)]);
  return isReady ? textResponse(200, "ok") : textResponse(503, "not ready");
}
