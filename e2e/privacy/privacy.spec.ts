import { readFileSync } from "node:fs";
import { expect } from "playwright/test";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const NAME = "Zanzibar Fink";

test("an erased customer disappears from every lane and list at once, and their open chat shows the form", async ({
  testbed,
}) => {
  await testbed.answerWith("agents");
  const ben = await testbed.addAgent("Ben");
  await ben.api.agent.setAvailable.mutate({ available: false });
  const anas = await testbed.inboxPage(testbed.ana);
  const widget = await testbed.widgetPage();
  await widget.startChat(NAME);
  await widget.send(`My name is ${NAME} and I am waiting.`);
  const lane = anas.lane(NAME);
  await expect(messageIn(lane.log, `My name is ${NAME} and I am waiting.`)).toBeVisible();
  await anas.row(NAME).click();
  await expect(anas.page).toHaveURL(/inbox.cus_/);
  await lane.reply.fill(`Dear ${NAME}`);
  const bens = await testbed.inboxPage(ben, new URL(anas.page.url()).pathname);
  await expect(bens.lane(NAME).region).toBeVisible();
  await expect(bens.lane(NAME).button("More")).toHaveCount(0);

  await lane.button("More").click();
  const download = anas.page.waitForEvent("download");
  await anas.page.getByRole("menuitem", { name: "Download their data", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^switchboard-customer-\d{4}-\d\d-\d\d\.jsonl$/);
  expect(readFileSync(await file.path(), "utf8")).toContain(`My name is ${NAME} and I am waiting.`);
  await anas.page.getByRole("button", { name: "Dismiss", exact: true }).click();

  await lane.button("More").click();
  await anas.page.getByRole("menuitem", { name: "Erase customer…", exact: true }).click();
  const dialog = anas.page.getByRole("dialog", { name: `Erase ${NAME}?`, exact: true });
  await expect(dialog).toContainText("1 chat with 1 message");
  await dialog.getByRole("button", { name: "Erase permanently", exact: true }).click();
  await expect(dialog.getByText("Enter the word erase.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Type “erase” to confirm", exact: true }).fill("Erase");
  await dialog.getByRole("button", { name: "Erase permanently", exact: true }).click();

  await expect(dialog).toHaveCount(0);
  await expect(anas.page.getByText("The customer was erased.")).toBeVisible();
  await expect(widget.name).toBeVisible();
  for (const inbox of [anas, bens]) {
    await expect(inbox.lane(NAME).region).toHaveCount(0);
    await expect(inbox.row(NAME)).toHaveCount(0);
  }
  for (const { page } of [anas, bens]) {
    await expect(page.locator("body")).not.toContainText("Zanzibar");
    const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(kept).not.toContain("Zanzibar");
    await page.reload();
    await expect(page.getByRole("region", { name: "Chats", exact: true })).toBeVisible();
    await expect(page.locator("body")).not.toContainText("Zanzibar");
  }
  expect(testbed.switchboard.printed()).not.toContain("Zanzibar");

  await anas.page.goto(`${testbed.url}/settings/audit`);
  const log = anas.page.getByRole("table", { name: "Audit log", exact: true });
  await expect(log.getByRole("row").nth(1)).toContainText("Ana Ruiz");
  await expect(log.getByRole("row").nth(1)).toContainText("erased a customer with 1 chat");
  await expect(log.getByRole("row").nth(2)).toContainText("downloaded a customer's data");
  await anas.page.getByRole("combobox", { name: "Show", exact: true }).selectOption("Team");
  await expect(log).not.toContainText("erased a customer");
  await expect(log).toContainText("joined the team as an agent");
});

test("the audit log shows sign-ins, failed sign-ins, and who read the chats of another agent's customer", async ({
  testbed,
}) => {
  await testbed.answerWith("agents");
  const ben = await testbed.addAgent("Ben");
  await testbed.inboxPage(ben);
  const customer = await testbed.customer("Maria");
  await customer.send("Where is my kettle?");
  await ben.api.agent.takeOver.mutate({ sessionId: customer.sessionId });
  const { cards } = await testbed.ana.api.agent.inbox.query({});
  const { page } = await testbed.inboxPage(testbed.ana, `/inbox/${cards[0]?.customer.id}`);
  await expect(page.getByRole("log").getByText("Where is my kettle?")).toBeVisible();
  const wrong = { email: ben.email, password: "not the right password" };
  for (let n = 0; n < 5; n += 1)
    await fetch(`${testbed.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { origin: testbed.url, "content-type": "application/json", "x-requested-by": "switchboard" },
      body: JSON.stringify(wrong),
    });

  await page.goto(`${testbed.url}/settings/audit`);
  const log = page.getByRole("table", { name: "Audit log", exact: true });
  const entry = (who: string, what: string) =>
    log.getByRole("row").filter({ hasText: who }).filter({ hasText: what });
  await expect(entry("Ana Ruiz", "read chats with Maria, a customer they had never served")).toHaveCount(1);
  await expect(entry("Switchboard", "recorded 5 wrong passwords within a day for Ben")).toHaveCount(1);
  await expect(entry("Ben", "signed in with a password").first()).toBeVisible();
  await page.getByRole("combobox", { name: "Show", exact: true }).selectOption("Sign-ins");
  await expect(entry("Ana Ruiz", "read the chats")).toHaveCount(0);
  await expect(entry("Ben", "signed in with a password").first()).toBeVisible();
});

test("an admin sets how long chats are kept, exports everything, and erases the company", async ({
  testbed,
}) => {
  const customer = await testbed.customer("Maria");
  await customer.send("Hello there");
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/privacy");
  const keep = page.getByRole("combobox", { name: "Keep ended chats", exact: true });
  const days = page.getByRole("spinbutton", { name: "Days", exact: true });
  await expect(days).toHaveValue("365");

  await days.fill("0");
  await expect(page.getByText("A whole number from 1 to 3650.")).toBeVisible();
  await days.fill("30");
  await expect(page.getByText("No chats are that old yet.")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
  await page.reload();
  await expect(days).toHaveValue("30");
  await keep.selectOption("forever");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(days).toHaveCount(0);

  await page.getByRole("textbox", { name: "Email", exact: true }).fill("MARIA@example.com");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page.getByText("1 customer gave this address.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Download the data of Maria", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Erase Maria", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Erase Maria?", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download export", exact: true }).click();
  const lines = readFileSync(await (await download).path(), "utf8")
    .trim()
    .split("\n");
  expect(lines.at(0)).toContain('"export":"switchboard"');
  expect(lines.some((line) => line.includes("Hello there"))).toBe(true);
  expect(lines.at(-1)).toBe(`{"end":true,"rows":${lines.length - 2}}`);
  const downloads = page.getByRole("region", { name: "Downloads", exact: true });
  await expect(downloads).toContainText(`Downloaded, with ${lines.length - 2} entries.`);
  await downloads.getByRole("button", { name: "Dismiss", exact: true }).click();
  await expect(downloads).toHaveCount(0);

  await page.getByRole("button", { name: "Erase the company…", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Erase Fern & Kettle?", exact: true });
  await expect(dialog).toContainText("1 member, 1 customer and 1 chat with");
  const typed = dialog.getByRole("textbox", { name: "Type “Fern & Kettle” to confirm", exact: true });
  await typed.fill("Fern");
  await dialog.getByRole("button", { name: "Erase permanently", exact: true }).click();
  await expect(dialog.getByText("That is not the name of your company.")).toBeVisible();
  await typed.fill("Fern & Kettle");
  await dialog.getByRole("button", { name: "Erase permanently", exact: true }).click();

  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  const settings = await page.request.get(`${testbed.url}/widget/${testbed.widgetKey}/settings.json`);
  expect(settings.status()).toBe(404);
  await expect.poll(() => testbed.switchboard.printed()).not.toContain("error:");
});
