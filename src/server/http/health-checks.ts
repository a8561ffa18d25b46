import { text } from "./security/responses.ts";

/** How long a database may take to say that it can be written. */
const PATIENCE_MS = 2000;

/** The process is alive. It says nothing about what it stands on: restarting would not mend that. */
export function answerHealthz(): Response {
  return text(200, "ok");
}

/** Whether this process can do its work now: 200, or 503 when `ready` says no, fails or takes over two seconds. */
export async function answerReadyz(
  ready: () => Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<Response> {
  const isReady = await Promise.race([ready().catch(() => false), Bun.sleep(patienceMs).then(() => false)]);
  return isReady ? text(200, "ok") : text(503, "not ready");
}
