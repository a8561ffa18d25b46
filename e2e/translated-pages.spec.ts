import { expect, type Page } from "playwright/test";
import { SETTINGS_PAGES } from "../src/client/features/settings/layout/settings-pages.ts";
import { test } from "./support/testbed.ts";

/** Replaces every text as browsers that translate do, at once and after every change. Texts end with a degree sign. */
function translateForEver(): void {
  const skipped = '[translate="no"], font, script, style, textarea, option';
  function translate() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode())
      if (text instanceof Text && text.data.trim() !== "" && text.parentElement?.closest(skipped) === null)
        texts.push(text);
    for (const text of texts) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = `${text.data}°`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  }
  const observer = new MutationObserver(translate);
  document.addEventListener("DOMContentLoaded", () => {
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    translate();
  });
}

async function watchErrors(page: Page): Promise<string[]> {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("NotFoundError")) errors.push(message.text());
  });
  await page.addInitScript(translateForEver);
  return errors;
}

test("an inbox that the browser translates survives six chats, and messages and changes in them", async ({
  testbed,
}) => {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana, "/login");
  const { page } = inbox;
  const errors = await watchErrors(page);
  await page.goto(`${testbed.url}/inbox`);
  const names = ["Ada", "Ben", "Cid", "Dan", "Eve", "Fay"];
  for (const name of names) {
    const customer = await testbed.customer(name);
    await customer.send(`I am ${name}, and this is **bold** and \`code\``);
    await inbox.row(name).click();
    const lane = inbox.lane(name);
    await expect(lane.log).toContainText("`code`°");
    await lane.send("Hello");
    await expect(lane.log).toContainText("Hello°");
    await customer.send("Thank you");
    await expect(lane.log).toContainText("Thank you°");
  }
  const fay = inbox.lane("Fay");
  await fay.button("End chat").click();
  await fay.button("More").click();
  await page.getByRole("menuitem", { name: "Erase customer" }).click();
  await expect(page.getByRole("dialog")).toContainText("°");
  await page.keyboard.press("Escape");
  await testbed.answerWith("bot");
  await expect(inbox.page.getByRole("banner")).toContainText("Chatbot answers new messages°");
  await expect(inbox.lane("Fay").region).toBeVisible();

  expect(errors).toEqual([]);
});

test("settings that the browser translates survive what changes on them", async ({ testbed }) => {
  const { page } = await testbed.inboxPage(testbed.ana, "/login");
  const errors = await watchErrors(page);
  await page.goto(`${testbed.url}/settings/answering`);
  for (const { name } of SETTINGS_PAGES) {
    await page.locator(`nav a[href$="/settings/${name}"]`).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("°");
    for (const field of await page.locator("main").getByRole("textbox").all())
      if (await field.isEditable()) await field.fill("x");
    await page
      .locator("main")
      .getByRole("radio")
      .last()
      .click({ timeout: 500 })
      .catch(() => null);
    await testbed.answerWith(name === "chatbot" ? "agents" : "bot");
    const discard = page.getByRole("button", { name: "Discard" });
    if ((await discard.isVisible()) && (await discard.isEnabled())) await discard.click();
  }

  expect(errors).toEqual([]);
});
