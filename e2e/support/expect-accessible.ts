import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

/** Holds that axe finds nothing in a page and its frames, in the state it is in. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  // Colours are measured as they are drawn, so nothing may be fading at that moment.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n  ${nodes.map(({ target, html }) => `${target.join(" ")}  ${html}`).join("\n  ")}`,
  );
  expect(found, `axe on: ${state}`).toEqual([]);
}
