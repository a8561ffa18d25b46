import { expect, type Page } from "playwright/test";
import { test } from "../support/testbed.ts";

test.describe("an agent in another window", () => {
  test("is notified by a sound and by the tab's title, on any page", async ({ testbed }) => {
    const { page } = await testbed.inboxPage(testbed.ana, "/settings/sessions");
    await expect(page).toHaveTitle("Sessions · Settings");
    const notes = await countSounds(page);
    await setFocus(page, "elsewhere");
    const maria = await testbed.customer("Maria Lopez");
    await maria.api.session.askPerson.mutate({ sessionId: maria.sessionId });
    await maria.send("Hello?");

    await expect.poll(notes).toBeGreaterThan(0);
    await expect(page).toHaveTitle("(1) Sessions · Settings");
    await page.getByRole("link", { name: "Inbox" }).click();
    await expect(page).toHaveTitle("(1) Switchboard");
    await setFocus(page, "here");
    await expect(page).toHaveTitle("Switchboard");
  });

  test("gets no sound after turning it off, but still the title", async ({ testbed }) => {
    const { page } = await testbed.inboxPage(testbed.ana);
    const sound = page.getByRole("menuitemcheckbox", { name: "Sound", exact: true });
    await page.getByRole("button", { name: "Account menu", exact: true }).click();
    await expect(sound).toBeChecked();
    await sound.click();
    await page.reload();
    await page.getByRole("button", { name: "Account menu", exact: true }).click();
    await expect(sound).not.toBeChecked();
    await page.keyboard.press("Escape");
    const notes = await countSounds(page);
    await setFocus(page, "elsewhere");
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });
    const maria = await testbed.customer("Maria Lopez");
    await maria.api.session.askPerson.mutate({ sessionId: maria.sessionId });

    await expect(page).toHaveTitle("(1 waiting) Switchboard");
    expect(await notes()).toBe(0);
  });
});

/**
 * Clicks the page, because browsers allow no sound before that. The returned function gives the number of notes
 * played since.
 */
async function countSounds(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    let count = 0;
    AudioScheduledSourceNode.prototype.start = () => {
      count += 1;
      document.documentElement.dataset["notes"] = String(count);
    };
    AudioScheduledSourceNode.prototype.stop = () => {};
  });
  await page.getByRole("status", { name: "Connection", exact: true }).click();
  return async () => Number((await page.locator("html").getAttribute("data-notes")) ?? 0);
}

/** Simulates that this window or another one has the focus, which a browser under test does not report. */
async function setFocus(page: Page, where: "here" | "elsewhere"): Promise<void> {
  await page.evaluate((isHere) => {
    document.hasFocus = () => isHere;
    dispatchEvent(new Event(isHere ? "focus" : "blur"));
  }, where === "here");
}
