import type { Millis } from "#domain/model/instant.ts";
import type { BrowserEnvironment } from "../browser-environment.ts";

/** Longer than one send can take. A tab that holds the lock for longer has been frozen by its browser. */
const LOCK_TIMEOUT_MS: Millis = 30_000;

/**
 * Runs `work` while no other tab runs work under the same name. Without locks (pages served without TLS have none),
 * or after waiting 30 s, it runs anyway: the lock only avoids needless sends, and is not what prevents duplicates.
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
