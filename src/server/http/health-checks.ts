import { textResponse } from "./security/responses.ts";

/** How long the database may take to confirm that it is writable. */
const READY_TIMEOUT_MS = 2000;

/** The process is alive. It says nothing about its dependencies: a restart would not repair those. */
export function healthzResponse(): Response {
  return textResponse(200, "ok");
}

/** Whether this process can serve now: 200, or 503 when `ready` is false, fails or takes over two seconds. */
export async function readyzResponse(
  ready: () => Promise<boolean>,
  timeoutMs = READY_TIMEOUT_MS,
): Promise<Response> {
  const isReady = await Promise.race([ready().catch(() => false), Bun.sleep(timeoutMs).then(() => false)]);
  return isReady ? textResponse(200, "ok") : textResponse(503, "not ready");
}
