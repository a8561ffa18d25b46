import { expect } from "playwright/test";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

test("a company writes an article, its customer is told, a wrong answer is corrected from the chat, and the next one is right", async ({
  testbed,
}) => {
  const widget = await testbed.widgetPage();
  await widget.startChat("Maria Lopez");
  await widget.send("When do you open on Saturdays?");
  await expect(messageIn(widget.log, /pass your question on to the team/)).toBeVisible();

  const { page } = await testbed.inboxPage(testbed.ana, "/settings/knowledge");
  await page.getByRole("button", { name: "Add knowledge", exact: true }).click();
  await page.getByRole("menuitem", { name: "Write an article", exact: true }).click();
  await page.getByRole("textbox", { name: "Title", exact: true }).fill("Opening hours");
  await page
    .getByRole("textbox", { name: "Text", exact: true })
    .fill("We open at nine, on Saturdays at noon.");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published. The chatbot answers from it now.")).toBeVisible();
  await widget.send("When do you open on Saturdays?");
  await expect(messageIn(widget.log, /on Saturdays at noon/)).toContainText("From: Opening hours");

  const inbox = await testbed.inboxPage(testbed.ana);
  await inbox.row("Maria Lopez", "Chatbot").click();
  await inbox.lane("Maria Lopez").region.getByRole("link", { name: "Edit the article" }).click();
  const text = inbox.page.getByRole("textbox", { name: "Text", exact: true });
  await text.fill("We open at nine, on Saturdays at ten.");
  await inbox.page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(inbox.page.getByText("Published. The chatbot answers from it now.")).toBeVisible();
  await widget.send("When do you open on Saturdays, please?");

  await expect(messageIn(widget.log, /on Saturdays at ten/)).toBeVisible();
});

test("what is typed into an article is there after the server was killed in the middle", async ({
  testbed,
}) => {
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/knowledge");
  await page.getByRole("button", { name: "Add knowledge", exact: true }).click();
  await page.getByRole("menuitem", { name: "Write an article", exact: true }).click();
  await page.getByRole("textbox", { name: "Title", exact: true }).fill("Returns");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Within 30 days.");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await testbed.switchboard.kill();
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Within 30 days, also opened.");
  await expect(page.getByText("Not saved. Trying again…")).toBeVisible({ timeout: 30_000 });
  await testbed.switchboard.start();

  await expect(page.getByText("Saved", { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveValue(
    "Within 30 days, also opened.",
  );
});
