import { expect, type Page } from "playwright/test";
import { SETTINGS_PAGES } from "../src/client/features/settings/layout/settings-pages.ts";
import { test } from "./support/testbed.ts";

/** Texts at 200 %, as with a browser's or a system's setting, or an extension. */
const LARGE = "html { font-size: 32px !important; }";
const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const NAMES = ["Maria Lopez", "Jo Winters", "Konstantin Papadopoulos"];
const EDGE = 1;

/** What stands outside the window, or outside its lane, to the left or right. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate((edge) => {
    const controls = document.querySelectorAll<HTMLElement>(
      "a, button, input, select, textarea, [role=switch], h1, h2",
    );
    const shown = [...controls].filter(
      (one) =>
        one.checkVisibility({ visibilityProperty: true }) && one.closest(".sr-only, [hidden]") === null,
    );
    const scrolls = (one: Element | null): boolean =>
      one !== null &&
      ((getComputedStyle(one).overflowX === "auto" &&
        one.scrollWidth > one.clientWidth &&
        one.tagName === "UL") ||
        scrolls(one.parentElement));
    return shown.flatMap((one) => {
      const box = one.getBoundingClientRect();
      const name = `${one.tagName} ${one.ariaLabel ?? one.textContent?.slice(0, 40) ?? ""}`;
      // What is for screen readers only is clipped to a pixel.
      if (box.width <= 1 || box.height <= 1 || scrolls(one)) return [];
      const bounds = [
        { of: "window", left: 0, right: document.documentElement.clientWidth },
        ...[...document.querySelectorAll('main section[aria-label^="Chat with"]')]
          .filter((lane) => lane.contains(one))
          .map((lane) => ({ of: "lane", ...lane.getBoundingClientRect().toJSON() })),
      ];
      return bounds
        .filter(({ left, right }) => box.left < left - edge || box.right > right + edge)
        .map(({ of }) => `${name}: ${box.left} to ${box.right}, outside the ${of}`);
    });
  }, EDGE);
}

async function expectInside(page: Page, where: string): Promise<void> {
  await expect.poll(() => outside(page), { message: where }).toEqual([]);
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect([where, isTooWide]).toEqual([where, false]);
}

async function enlarge(page: Page): Promise<void> {
  // The page's policy allows no inline style elements, but scripts may set properties.
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, LARGE);
}

for (const viewport of WINDOWS) {
  test(`with texts at 200 %, everything in the inbox is inside at ${viewport.width} px, and names are there`, async ({
    testbed,
  }) => {
    await testbed.answerWith("agents");
    const inbox = await testbed.inboxPage(testbed.ana, "/inbox", { viewport });
    const { page } = inbox;
    for (const name of NAMES) await (await testbed.customer(name)).send("Hello?");
    const isPhone = viewport.width < 768;
    if (!isPhone) for (const name of NAMES) await inbox.row(name).click();
    await expectInside(page, "at the usual size");
    await enlarge(page);
    await expectInside(page, "list and lanes");
    if (isPhone) await inbox.row("Maria Lopez").click();
    const lanes = page.locator('main section[aria-label^="Chat with"]');
    await expect(lanes).toHaveCount(1);
    await expectInside(page, "one lane");
    const nameWidth = await lanes.getByRole("heading", { level: 2 }).evaluate((name) => name.clientWidth);
    expect(nameWidth).toBeGreaterThan(100);
    await lanes.getByRole("textbox").fill("A reply that is longer than the box is wide");
    await expectInside(page, "with a draft");
    await lanes.getByRole("button", { name: "More", exact: false }).click();
    await expectInside(page, "with the menu");
    await page.keyboard.press("Escape");
    await lanes.getByRole("button", { name: "End chat" }).click();
    await expectInside(page, "with the countdown");
  });

  test(`with texts at 200 %, everything in the settings is inside at ${viewport.width} px`, async ({
    testbed,
  }) => {
    await testbed.addAgent("Ben");
    await testbed.ana.api.team.invite.mutate({
      email: "somebody.with.a.long.name@fern.example",
      role: "agent",
    });
    const { page } = await testbed.inboxPage(testbed.ana, "/inbox", { viewport });
    for (const { name } of SETTINGS_PAGES) {
      await page.goto(`${testbed.url}/settings/${name}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await enlarge(page);
      await expectInside(page, name);
    }
    await page.getByRole("link", { name: "Settings", exact: true }).first().click();
    await enlarge(page);
    await expectInside(page, "the list of pages");
  });
}
