const LOOK_AGAIN_MS = 2;

/** Waits for something to become true, looking often. The test's own time limit is the patience. */
export async function waitUntil(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await Bun.sleep(LOOK_AGAIN_MS);
}
