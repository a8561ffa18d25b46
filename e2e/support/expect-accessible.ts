import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

/**
 * Expects that axe finds no violations in a page and its frames in their current state.
 *
 * @param part - a CSS selector. Only this part is checked, for states that last a few seconds; a whole page takes
 * longer
 */
export async function expectAccessible(page: Page, state: string, part: string | null = null): Promise<void> {
  // Colours are measured as rendered, so no animation may be running.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const axe = new AxeBuilder({ page });
  const { violations } = await (part === null ? axe : axe.include(part)).analyze();
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n  ${nodes.map(({ target, html }) => `${target.join(" ")}  ${html}`).join("\n  ")}`,
  );
  expect(found, `axe on: ${state}`).toEqual([]);
}
