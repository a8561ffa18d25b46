const LOOK_EVERY_MS = 20;

/**
 * Looks again and again until `isTrue`; the answer is whether it became true within `patienceMs`.
 */
export async function until(isTrue: () => boolean | Promise<boolean>, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) return false;
    await Bun.sleep(LOOK_EVERY_MS);
  }
  return true;
}
