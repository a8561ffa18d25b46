const LOOK_AGAIN_MS = 2;
/** Longer than a test may take. Without a limit, polling would go on during later tests and slow them down. */
const GIVE_UP_MS = 60_000;

/**
 * Polls until something becomes true. The test's own timeout is the limit.
 *
 * @throws Error when no test can be waiting for it any more
 */
export async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + GIVE_UP_MS;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error("it never became true");
    await Bun.sleep(LOOK_AGAIN_MS);
  }
}
