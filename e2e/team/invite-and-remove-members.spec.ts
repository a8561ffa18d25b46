import { expect, type Page } from "playwright/test";
import { PASSWORD } from "../support/member-accounts.ts";
import { inboxPage } from "../support/inbox-page.ts";
import { test } from "../support/testbed.ts";

test("a colleague comes in by a link that works once, signs out, and in again", async ({
  testbed,
  browser,
}) => {
  const { page: admin } = await testbed.inboxPage(testbed.ana, "/settings/team");
  await admin.getByRole("button", { name: "Invite people", exact: true }).click();
  const dialog = admin.getByRole("dialog", { name: "Invite people", exact: true });
  await expect(dialog.getByRole("textbox", { name: "Email addresses", exact: true })).toBeFocused();
  await dialog.getByRole("button", { name: "Copy invite link", exact: true }).click();
  const link = await dialog.getByRole("textbox", { name: "Invite link", exact: true }).inputValue();
  await admin.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  const context = await browser.newContext();
  const page = await context.newPage();
  const box = boxesOf(page);
  await page.goto(link);
  await expect(page.getByText("Ana Ruiz invites you as an agent.")).toBeVisible();
  await box("Your name").fill("Ben Okoro");
  await box("Email").fill("ben@fern.example");
  await box("Password").fill("too short");
  await page.getByRole("button", { name: "Join the team", exact: true }).click();
  await expect(page.getByText("Use at least 12 characters.")).toBeVisible();
  await box("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Join the team", exact: true }).click();
  const inbox = inboxPage(page);
  await expect(inbox.available).toBeChecked();
  await expect(
    admin.getByRole("table", { name: "Team", exact: true }).getByRole("row", { name: /Ben Okoro/ }),
  ).toContainText("Available");

  await page.getByRole("button", { name: "Account menu", exact: true }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await page.goto(`${testbed.url}/inbox`);
  await box("Email").fill("ben@fern.example");
  await box("Password").fill("wrong horse battery");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Email or password is wrong." })).toBeVisible();
  await box("Password").fill(PASSWORD);
  await box("Password").press("Enter");
  await expect(inbox.available).toBeVisible();

  await page.goto(link);
  await expect(page.getByText("This invitation has been used or revoked, or has expired.")).toBeVisible();
  await context.close();
});

test("a removed member is signed out at once, and their chats go back to the queue", async ({ testbed }) => {
  await testbed.answerWith("agents");
  const ben = await testbed.addAgent("Ben");
  const bens = await testbed.inboxPage(ben);
  await testbed.ana.api.agent.setAvailable.mutate({ available: false });
  const customer = await testbed.customer("Maria");
  await customer.send("Hello?");
  await expect(bens.row("Maria", "Chatting with")).toBeVisible();
  const anas = await testbed.inboxPage(testbed.ana);
  const team = await testbed.inboxPage(testbed.ana, "/settings/team");

  await team.page.getByRole("button", { name: "Remove Ben", exact: true }).click();
  await expect(anas.row("Maria", "Waiting")).toBeVisible();
  await expect(bens.page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await expect(ben.api.agent.inbox.query({})).rejects.toThrow();
});

function boxesOf(page: Page) {
  return (name: string) => page.getByRole("textbox", { name, exact: true });
}
