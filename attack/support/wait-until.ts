const EVERY_MS = 10;
const TIMEOUT_MS = 20_000;

/** Waits for a condition. @throws Error naming the condition after 20 s */
export async function waitUntil(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`Timed out waiting for: ${what}`);
    await Bun.sleep(EVERY_MS);
  }
}
