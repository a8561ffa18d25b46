import type { Millis } from "#domain/instant.ts";
import type { Clock } from "./clock.ts";

/** The part of the Web Locks API that is used. */
export interface Locks {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<void>): Promise<unknown>;
}

/** Longer than one send can take: a tab that holds a lock for longer has been frozen by its browser. */
const PATIENCE_MS: Millis = 30_000;

/** The browser's locks; `null` in pages served without TLS and in old browsers. */
export function browserLocks(): Locks | null {
  const { locks }: { locks?: Locks } = globalThis.navigator ?? {};
  return locks ?? null;
}

/**
 * Does `work` while no other tab does work under the same name. Without locks, or after 30 s in line, it is done all
 * the same: the lock saves needless sends, it is not what keeps a message from being there twice.
 * @param work must not reject
 */
export async function underLock(
  locks: Locks | null,
  name: string,
  clock: Clock,
  work: () => Promise<void>,
): Promise<void> {
  if (locks === null) return work();
  const patience = new AbortController();
  const cancel = clock.after(PATIENCE_MS, () => patience.abort());
  let begun = false;
  const begin = () => {
    cancel();
    begun = true;
    return work();
  };
  try {
    await locks.request(name, { signal: patience.signal }, begin);
  } catch {
    if (!begun) await begin();
  }
}
