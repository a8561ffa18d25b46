import { textResponse } from "./security/responses.ts";

/** How long a database may take to say that it can be written. */
const READY_TIMEOUT_MS = 2000;

/** The process is alive. It says nothing about what it stands on: restarting would not mend that. */
export function healthzResponse(): Response {
  return textResponse(200, "ok");
}

/** Whether this process can do its work now: 200, or 503 when `ready` says no, fails or takes over two seconds. */
export async function readyzResponse(
  ready: () => Promise<boolean>,
  timeoutMs = READY_TIMEOUT_MS,
): Promise<Response> {
  const isReady = await Promise.race([ready().catch(() => false), Bun.sleep(timeoutMs).then(() => false)]);
  return isReady ? textResponse(200, "ok") : textResponse(503, "not ready");
}
