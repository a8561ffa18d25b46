import { expect } from "playwright/test";
import { PASSWORD } from "../support/member-accounts.ts";
import { test } from "../support/testbed.ts";

const NEXT = "green kettle, quiet morning";

test("an agent who forgot their password chooses a new one with a link from an admin, which works once", async ({
  testbed,
  browser,
}) => {
  const ben = await testbed.addAgent("Ben");
  const { page: signedIn } = await testbed.inboxPage(ben);
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(`${testbed.url}/login`);
  await visitor.getByText("Forgot your password?").click();
  await expect(visitor.getByText("Ask an admin of your company")).toBeVisible();

  const { page: admin } = await testbed.inboxPage(testbed.ana, "/settings/team");
  await admin.getByRole("button", { name: "More for Ben" }).click();
  await admin.getByRole("menuitem", { name: "Reset password", exact: true }).click();
  const link = await admin.getByLabel("Reset link", { exact: true }).inputValue();
  await admin.getByRole("button", { name: "Done", exact: true }).click();

  await visitor.goto(link);
  await expect(visitor.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await visitor.getByLabel("New password", { exact: true }).fill(NEXT);
  await visitor.getByRole("button", { name: "Save and sign in", exact: true }).click();
  await expect(visitor).toHaveURL(/\/inbox/);
  await expect(signedIn).toHaveURL(/\/login/);

  const again = await (await browser.newContext()).newPage();
  await again.goto(link);
  await expect(again.getByText(/^This link has been used/)).toBeVisible();
  await again.getByRole("link", { name: "Sign in instead" }).click();
  await again.getByLabel("Email", { exact: true }).fill(ben.email);
  await again.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(again.getByText("Email or password is wrong.")).toBeVisible();
});
