import { expect, type Page } from "playwright/test";
import { authenticatorCode } from "../support/authenticator-code.ts";
import { PASSWORD } from "../support/member-accounts.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { expireSignInProofs } from "../support/expire-sign-in-proofs.ts";
import { inboxPage } from "../support/inbox-page.ts";
import { test } from "../support/testbed.ts";

function controlsOf(page: Page) {
  return {
    button: (name: string) => page.getByRole("button", { name, exact: true }),
    field: (name: string) => page.getByLabel(name, { exact: true }),
    codes: page.getByRole("list", { name: "Recovery codes", exact: true }).getByRole("listitem"),
  };
}

/** Turns two-step sign-in on. @returns the secret, and the recovery codes */
async function turnOnTwoStep(page: Page) {
  const { button, field, codes } = controlsOf(page);
  await button("Turn on two-step sign-in").click();
  const secret = await field("Or enter this key in the app").inputValue();
  await expect(page.getByRole("img", { name: "Code for your authenticator app" })).toBeVisible();
  await field("Six-digit code").fill("000000");
  await button("Turn on").click();
  await expect(page.getByText("This code is wrong or was already used.")).toBeVisible();
  await field("Six-digit code").fill(await authenticatorCode(secret));
  await button("Turn on").click();
  await expect(codes).toHaveCount(10);
  return { secret, codes: await codes.allTextContents() };
}

async function typePassword(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "One more step", exact: true })).toBeVisible();
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a member turns two-step sign-in on: then a code is needed besides the password, or a recovery code once", async ({
  testbed,
  browser,
}) => {
  const ben = await testbed.addAgent("Ben");
  const { page } = await testbed.inboxPage(ben, "/settings/sign-in");
  const { button } = controlsOf(page);
  const { secret, codes } = await turnOnTwoStep(page);
  await expectAccessible(page, "recovery codes");
  await button("I have saved them").click();
  await expect(page.getByText("Two-step sign-in is on.")).toBeVisible();
  await expect(page.getByText("You have 10 recovery codes left.")).toBeVisible();
  await expectAccessible(page, "two-step sign-in is on");

  const context = await browser.newContext();
  const phone = await context.newPage();
  await typePassword(phone, testbed.url, ben.email);
  await expect(phone.getByLabel("Code", { exact: true })).toBeFocused();
  await expectAccessible(phone, "the second step");
  await typeCode(phone, "000000");
  await expect(phone.getByRole("alert").filter({ hasText: "This code is wrong" })).toBeVisible();
  await typeCode(phone, await authenticatorCode(secret, 1));
  await expect(inboxPage(phone).available).toBeVisible();

  await typePassword(phone, testbed.url, ben.email);
  await typeCode(phone, codes[0] ?? "");
  await expect(inboxPage(phone).available).toBeVisible();
  await typePassword(phone, testbed.url, ben.email);
  await typeCode(phone, codes[0] ?? "");
  await expect(phone.getByRole("alert").filter({ hasText: "was already used" })).toBeVisible();
  await page.reload();
  await expect(page.getByText("You have 9 recovery codes left.")).toBeVisible();
  await context.close();
});

test("ten minutes after sign-in a sensitive change asks for the password, and is then carried out", async ({
  testbed,
}) => {
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/widget");
  const { button } = controlsOf(page);
  const dialog = page.getByRole("dialog", { name: "Confirm it's you", exact: true });
  expireSignInProofs(testbed.switchboard.dataDir);
  await page.getByLabel("Allowed sites", { exact: true }).fill("fern.shop");

  await button("Save").click();
  await expectAccessible(page, "confirm it's you");
  await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByText("Not saved: you didn't confirm it's you.")).toBeVisible();
  await button("Save").click();
  await dialog.getByLabel("Your password", { exact: true }).fill("not my password");
  await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(dialog.getByText("That is not your password.")).toBeVisible();
  await dialog.getByLabel("Your password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");

  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Allowed sites", { exact: true })).toHaveValue("fern.shop");
});

test("a company requires it: members without it set it up before they go on, and an admin can reset it", async ({
  testbed,
}) => {
  const ben = await testbed.addAgent("Ben");
  const { page: bens } = await testbed.inboxPage(ben);
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/team");
  const everybody = page.getByRole("switch", { name: "Require two-step sign-in for everyone", exact: true });
  await expect(everybody).toBeDisabled();
  await page.goto(`${testbed.url}/settings/sign-in`);
  await turnOnTwoStep(page);
  await page.goto(`${testbed.url}/settings/team`);
  await everybody.click();
  await expect(everybody).toBeChecked();

  await expect(bens.getByRole("heading", { name: "Set up two-step sign-in", exact: true })).toBeVisible();
  await expectAccessible(bens, "set-up at sign-in");
  await turnOnTwoStep(bens);
  await controlsOf(bens).button("Go to the inbox").click();
  await expect(inboxPage(bens).available).toBeVisible();

  const row = page.getByRole("row", { name: /Ben/ });
  await expect(row.getByText("Two-step sign-in", { exact: true })).toBeVisible();
  await row.getByRole("button", { name: "More for Ben", exact: true }).click();
  await expectAccessible(page, "the team's menu");
  await page.getByRole("menuitem", { name: "Reset two-step sign-in", exact: true }).click();
  await expect(page.getByText("Ben signs in with the password alone now")).toBeVisible();
  await expect(bens).toHaveURL(/\/login/);
});

test("a member sees where they are signed in and ends one elsewhere, or all of them", async ({ testbed }) => {
  const ben = await testbed.addAgent("Ben");
  const { page: phone } = await testbed.inboxPage(ben);
  const { page: tablet } = await testbed.inboxPage(ben);
  const { page } = await testbed.inboxPage(ben, "/settings/sign-in");
  const rows = page.getByRole("list", { name: "Where you are signed in", exact: true }).getByRole("listitem");
  // Four devices: three browsers, and the sign-in of the test's own API calls.
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: "This device" })).toHaveCount(1);
  await expect(rows.first()).toContainText("Chrome on");

  await rows
    .getByRole("button", { name: /^Sign out Chrome/ })
    .last()
    .click();
  await expect(rows).toHaveCount(3);
  await controlsOf(page).button("Sign out everywhere else").click();

  await expect(rows).toHaveCount(1);
  await expect(phone).toHaveURL(/\/login/);
  await expect(tablet).toHaveURL(/\/login/);
  await page.reload();
  await expect(rows).toHaveCount(1);
});
