import { expect } from "playwright/test";
import { test } from "./support/testbed.ts";

const LONG = { timeout: 20_000 };

test("where the app's first script cannot be fetched, the page says so and offers to try again", async ({
  testbed,
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  await page.route("**/*.js", (route) => route.abort());
  await page.goto(`${testbed.url}/login`);
  const sentence = page.getByText("Switchboard could not be loaded.");
  await expect(sentence).toBeAttached();
  await expect(sentence).toBeHidden();
  await expect(sentence).toBeVisible(LONG);

  await page.unroute("**/*.js");
  await page.getByRole("link", { name: "Try again", exact: true }).click();
  await expect(page.getByLabel("Email", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/login/);
  await expect(sentence).toHaveCount(0);
});

test("where not even the styles can be fetched, the page says so at once", async ({ testbed, browser }) => {
  const page = await (await browser.newContext()).newPage();
  await page.route("**/assets/**", (route) => route.abort());
  await page.goto(`${testbed.url}/inbox`);
  await expect(page.getByText("Switchboard could not be loaded.")).toBeVisible();
});
