import { expect, type Page } from "playwright/test";

const MARK = "loadedOnce";

/** Marks pages and their frames. The returned function expects that none of them has been reloaded since. */
export async function expectNoReloads(...pages: readonly Page[]): Promise<() => Promise<void>> {
  const frames = pages.flatMap((page) => page.frames());
  await Promise.all(
    frames.map((frame) => frame.evaluate((mark) => Object.assign(window, { [mark]: true }) && null, MARK)),
  );
  return async () => {
    const marks = await Promise.all(frames.map((frame) => frame.evaluate((mark) => mark in window, MARK)));
    expect(marks, "no page reloads").not.toContain(false);
  };
}
