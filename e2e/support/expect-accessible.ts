import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

/** Expects that axe finds no violations in a page and its frames in their current state. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  // Colours are measured as drawn, so no animation may be running.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n  ${nodes.map(({ target, html }) => `${target.join(" ")}  ${html}`).join("\n  ")}`,
  );
  expect(found, `axe on: ${state}`).toEqual([]);
}
