const POLL_MS = 2;

/** Polls until the condition is true. The test's own timeout is the limit. */
export async function waitUntil(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await Bun.sleep(POLL_MS);
}
