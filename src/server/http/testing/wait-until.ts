const LOOK_AGAIN_MS = 2;
/** Longer than a test may take. Without an end it would look on while later tests run, and slow them down. */
const PATIENCE_MS = 60_000;

/**
 * Waits for something to become true, looking often. The test's own time limit is the patience.
 *
 * @throws Error when nobody can be waiting for it any more
 */
export async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error("it never became true");
    await Bun.sleep(LOOK_AGAIN_MS);
  }
}
