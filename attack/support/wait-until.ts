const EVERY_MS = 10;
const PATIENCE_MS = 20_000;

/** Waits for something to become true. @throws Error naming it when it has not for 20 s */
export async function waitUntil(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const givesUpAt = performance.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (performance.now() > givesUpAt) throw new Error(`This never came about: ${what}`);
    await Bun.sleep(EVERY_MS);
  }
}
