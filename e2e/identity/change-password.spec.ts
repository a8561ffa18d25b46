import { expect } from "playwright/test";
import { PASSWORD } from "../support/member-accounts.ts";
import { test } from "../support/testbed.ts";

const NEXT = "green kettle, quiet morning";

test("an agent changes their password: another browser is signed out, and can sign in with the new one", async ({
  testbed,
}) => {
  const ben = await testbed.addAgent("Ben");
  const { page: phone } = await testbed.inboxPage(ben);
  const { page } = await testbed.inboxPage(ben, "/settings/password");
  const current = page.getByLabel("Current password", { exact: true });
  const next = page.getByLabel("New password", { exact: true });
  const change = page.getByRole("button", { name: "Change password", exact: true });
  await expect(page.getByText("You need an admin")).toHaveCount(0);

  await current.fill("not my password");
  await next.fill("short");
  await change.click();
  await expect(page.getByText(/^Use at least 12 characters/)).toBeVisible();
  await next.fill(NEXT);
  await change.click();
  await expect(page.getByText("That is not your current password.")).toBeVisible();
  await current.fill(PASSWORD);
  await change.click();
  await expect(page.getByText("Changed. You are signed out everywhere else.")).toBeVisible();

  await expect(phone).toHaveURL(/\/login/);
  await phone.getByLabel("Email", { exact: true }).fill(ben.email);
  await phone.getByLabel("Password", { exact: true }).fill(NEXT);
  await phone.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(phone).toHaveURL(/\/inbox/);
  await page.reload();
  await expect(page).toHaveURL(/\/settings\/password/);
});
