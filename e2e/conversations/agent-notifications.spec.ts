import { expect, type Page } from "playwright/test";
import { test } from "../support/testbed.ts";

test.describe("an agent who looks elsewhere", () => {
  test("is called by a sound and by the tab's title, on whatever page they are", async ({
    world: testbed,
  }) => {
    const { page } = await testbed.inboxPage(testbed.ana, "/settings/sessions");
    await expect(page).toHaveTitle("Sessions · Settings");
    const notes = await listenTo(page);
    await look(page, "elsewhere");
    const maria = await testbed.customer("Maria Lopez");
    await maria.api.session.askPerson.mutate({ sessionId: maria.sessionId });
    await maria.send("Hello?");

    await expect.poll(notes).toBeGreaterThan(0);
    await expect(page).toHaveTitle("(1) Sessions · Settings");
    await page.getByRole("link", { name: "Inbox" }).click();
    await expect(page).toHaveTitle("(1) Switchboard");
    await look(page, "here");
    await expect(page).toHaveTitle("Switchboard");
  });

  test("hears nothing after turning the sound off, and is still told by the title", async ({
    world: testbed,
  }) => {
    const { page } = await testbed.inboxPage(testbed.ana);
    const sound = page.getByRole("menuitemcheckbox", { name: "Sound", exact: true });
    await page.getByRole("button", { name: "Account menu", exact: true }).click();
    await expect(sound).toBeChecked();
    await sound.click();
    await page.reload();
    await page.getByRole("button", { name: "Account menu", exact: true }).click();
    await expect(sound).not.toBeChecked();
    await page.keyboard.press("Escape");
    const notes = await listenTo(page);
    await look(page, "elsewhere");
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });
    const maria = await testbed.customer("Maria Lopez");
    await maria.api.session.askPerson.mutate({ sessionId: maria.sessionId });

    await expect(page).toHaveTitle("(1 waiting) Switchboard");
    expect(await notes()).toBe(0);
  });
});

/** Touches the page, as browsers want before they make a sound; answers with how many notes have been played since. */
async function listenTo(page: Page): Promise<() => Promise<number>> {
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

/** As when this window, or another one, has the keyboard, which a browser under test never says by itself. */
async function look(page: Page, where: "here" | "elsewhere"): Promise<void> {
  await page.evaluate((isHere) => {
    document.hasFocus = () => isHere;
    dispatchEvent(new Event(isHere ? "focus" : "blur"));
  }, where === "here");
}
