import { expect } from "playwright/test";
import { expectNoReloads } from "../support/expect-no-reloads.ts";
import { test } from "../support/testbed.ts";
import type { Assigning } from "#domain/model/settings.ts";
import { botSettingsInput } from "../support/bot-settings-input.ts";

test("a changed name, greeting and colour reach an open widget at once, without a reload", async ({
  testbed,
}) => {
  const widget = await testbed.widgetPage();
  await widget.open();
  const expectNotReloaded = await expectNoReloads(widget.page);
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/widget");
  const box = (name: string) => page.getByRole("textbox", { name, exact: true });
  await expect(box("Embed code")).toHaveValue(
    `<script async src="${testbed.url}/widget.js" data-widget="${testbed.widgetKey}"></script>`,
  );

  await box("Company name").fill("Acorn Bikes");
  await box("Greeting").fill("Flat tyre?");
  await box("Brand colour").fill("#8a1c7c");
  await page.getByRole("button", { name: "Save", exact: true }).click();

  const renamed = widget.frame.getByRole("dialog", { name: "Chat with Acorn Bikes", exact: true });
  await expect(renamed.getByRole("heading", { name: "Acorn Bikes", exact: true })).toBeVisible();
  await expect(renamed.getByText("Flat tyre?")).toBeVisible();
  await expect(renamed.getByRole("button", { name: "Start chat", exact: true })).toHaveCSS(
    "background-color",
    "rgb(138, 28, 124)",
  );
  await expectNotReloaded();
});

test("the setting for requests for a person applies to open chats at once", async ({ testbed }) => {
  await testbed.ana.api.agent.setAvailable.mutate({ available: false });
  const widget = await testbed.widgetPage();
  await widget.startChat();
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/answering");
  const asked = page.getByRole("combobox", { name: "When someone asks for a person", exact: true });
  await asked.selectOption("Ask if they want to wait");
  await expect(page.getByText("Saved").first()).toBeVisible();
  await widget.talkToPerson.click();
  await widget.button("Stay with the chatbot").click();

  await asked.selectOption("Put them in the queue");
  await expect
    .poll(async () => (await testbed.ana.api.settings.get.query({})).settings.fallbacks.onPersonAsked)
    .toBe("queue");
  // The widget may show the form once more until it has received the change.
  await expect(async () => {
    await widget.talkToPerson.click();
    await expect(widget.waiting).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 10_000 });
});

test("the settings of assignment are saved as chosen", async ({ testbed }) => {
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/answering");
  const policy = page.getByRole("radiogroup", { name: "Give chats to agents by", exact: true });
  const equal = page.getByRole("radiogroup", { name: "When agents are equally busy", exact: true });
  await equal.getByRole("radio", { name: "Random", exact: true }).click();
  const most = page.getByRole("spinbutton", { name: "Most chats per agent at once", exact: true });
  await most.fill("7");
  await most.press("Tab");
  await expect
    .poll(async () => (await testbed.ana.api.settings.get.query({})).settings.assigning)
    .toEqual({
      policy: "least-busy",
      equalLoad: "random",
      capacity: 7,
    } satisfies Assigning);
  await policy.getByRole("radio", { name: "Take turns", exact: true }).click();
  await expect(equal).toHaveCount(0);
  await page.reload();
  await expect(policy.getByRole("radio", { name: "Take turns", exact: true })).toBeChecked();
  await expect(most).toHaveValue("7");
});

test("the time to the end of a chat is set in seconds or minutes, the warning at most half of it", async ({
  testbed,
}) => {
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/sessions");
  const limit = page.getByRole("spinbutton", { name: "End a chat after", exact: true });
  const warning = page.getByRole("spinbutton", { name: "Warn the customer", exact: true });
  await page.getByRole("combobox", { name: "Unit of time", exact: true }).selectOption("seconds");
  await expect(limit).toHaveValue("300");
  await limit.fill("20");
  await limit.press("Tab");
  await expect(warning).toHaveValue("10");
  await limit.fill("5");
  await expect(page.getByText("Between 10 seconds and 60 minutes.", { exact: true })).toBeVisible();
  await limit.press("Tab");
  await expect(limit).toHaveValue("5");
  await expect(page.getByText("Between 10 seconds and 60 minutes.", { exact: true })).toBeVisible();
  await limit.press("Escape");
  await expect(limit).toHaveValue("20");
  expect((await testbed.ana.api.settings.get.query({})).settings.sessions).toEqual({
    limitMs: 20_000,
    warningMs: 10_000,
  });
});

test("a token is not sent to another server: the form says so before it is saved", async ({ testbed }) => {
  await testbed.ana.api.settings.setChatbot.mutate(
    botSettingsInput({ url: "https://one.example/v1", model: "m", token: "sk-one-1a2b" }),
  );
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/chatbot");
  const token = page.getByRole("textbox", { name: "Auth token", exact: true });
  await expect(token).toHaveValue("••••••••1a2b");
  await page.getByRole("textbox", { name: "Chatbot URL", exact: true }).fill("https://two.example/v1");
  await expect(token).toHaveValue("");
  await expect(page.getByText("The address is on another server. Enter its token")).toBeVisible();
});
