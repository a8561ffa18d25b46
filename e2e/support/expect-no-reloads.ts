import { expect, type Page } from "playwright/test";

const MARK = "loadedOnce";

/** Marks a page and the frames in it; the answer holds that none of them has been loaded anew since. */
export async function expectNoReloads(...pages: readonly Page[]): Promise<() => Promise<void>> {
  const frames = pages.flatMap((page) => page.frames());
  await Promise.all(
    frames.map((frame) => frame.evaluate((mark) => Object.assign(window, { [mark]: true }) && null, MARK)),
  );
  return async () => {
    const marks = await Promise.all(frames.map((frame) => frame.evaluate((mark) => mark in window, MARK)));
    expect(marks, "nobody reloads").not.toContain(false);
  };
}
