const EVERY_MS = 10;
const TIMEOUT_MS = 20_000;

/** Waits for a condition. @throws Error naming the condition after `timeoutMs`, 20 s by default */
export async function waitUntil(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`Timed out waiting for: ${what}`);
    await Bun.sleep(EVERY_MS);
  }
}
