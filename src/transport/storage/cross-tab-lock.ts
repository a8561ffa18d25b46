import type { Millis } from "#domain/model/instant.ts";
import type { BrowserEnvironment } from "../browser-environment.ts";

/** Longer than one send can take: a tab that holds a lock for longer has been frozen by its browser. */
const LOCK_TIMEOUT_MS: Millis = 30_000;

/**
 * Does `work` while no other tab does work under the same name. Without locks (pages served without TLS have none), or
 * after 30 s in line, it is done all the same: the lock saves needless sends, it is not what keeps a message from being
 * there twice.
 * @param work must not reject
 */
export async function withCrossTabLock<Result>(
  { locks, timeoutSignal }: Pick<BrowserEnvironment, "locks" | "timeoutSignal">,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  let result: Promise<Result> | undefined;
  if (locks) {
    const signal = timeoutSignal(LOCK_TIMEOUT_MS);
    await locks.request(name, { signal }, () => (result = work())).catch(() => {});
  }
  return result ?? work();
}
