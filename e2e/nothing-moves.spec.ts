import { expect, type Locator, type Page } from "playwright/test";
import { test } from "./support/testbed.ts";

const LONG = { timeout: 20_000 };

/** The boxes of all controls and headings on the screen, by their order. */
function boxes(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [
        ...document.querySelectorAll<HTMLElement>(
          "nav a, header a, header button, main button, main textarea, main h2",
        ),
      ]
        .filter((one) => one.checkVisibility())
        .map((one, index) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return [`${index} ${one.tagName}`, [x, y, width, height].map(Math.round).join(" ")];
        }),
    ),
  );
}

async function boxOf(locator: Locator): Promise<object> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("not on the screen");
  return box;
}

test("what is under the pointer in the list stays there while chats change places", async ({ testbed }) => {
  await testbed.answerWith("bot");
  const inbox = await testbed.inboxPage(testbed.ana);
  const customers = [];
  for (const name of ["Maria Lopez", "Jo Winters", "Sam Field"]) {
    const customer = await testbed.customer(name);
    await customer.send("Hello?");
    await expect(inbox.row(name, "Chatbot")).toBeVisible();
    customers.push(customer);
  }
  const row = inbox.row("Jo Winters", "Chatbot");
  await row.hover();
  const before = await boxOf(row);

  await customers[0]?.send("Are you there?");
  await expect(inbox.chats.getByRole("button", { name: "Show updates" })).toBeVisible();
  expect(await boxOf(row)).toEqual(before);
});

test("what is under the pointer in the list stays there while customers get in line above it", async ({
  testbed,
}) => {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana);
  for (const name of ["Maria Lopez", "Jo Winters"]) {
    await (await testbed.customer(name)).send("Hello?");
    await expect(inbox.row(name, "Chatting with")).toBeVisible();
  }
  await testbed.ana.api.agent.setAvailable.mutate({ available: false });
  const row = inbox.row("Jo Winters");
  await row.hover();
  const before = await boxOf(row);
  const ann = await testbed.customer("Ann Third");
  await ann.send("Is anybody there?");
  await expect(inbox.row("Ann Third", "Waiting")).toBeVisible();
  await expect(inbox.acceptNext).toBeVisible();
  expect(await boxOf(row)).toEqual(before);

  await testbed.ana.api.agent.acceptNext.mutate({});
  await expect(inbox.row("Ann Third", "Chatting with")).toBeVisible();
  expect(await boxOf(row)).toEqual(before);
});

test("nothing moves when the connection is lost and comes back", async ({ testbed }) => {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana);
  const { page } = inbox;
  for (const name of ["Maria Lopez", "Jo Winters"]) {
    await (await testbed.customer(name)).send("Hello?");
    await inbox.row(name).click();
  }
  await expect(page.getByText("Connected", { exact: true })).toBeVisible();
  const before = await boxes(page);

  await page.context().setOffline(true);
  await expect(page.getByText("Reconnecting… You can keep writing.")).toBeVisible(LONG);
  expect(await boxes(page)).toEqual(before);

  await page.context().setOffline(false);
  await expect(page.locator("p", { hasText: "Up to date" })).toBeVisible(LONG);
  expect(await boxes(page)).toEqual(before);
});

test("nothing moves when fonts and settings come late", async ({ testbed }) => {
  await testbed.answerWith("agents");
  await (await testbed.customer("Maria Lopez")).send("Hello?");
  const inbox = await testbed.inboxPage(testbed.ana, "/login");
  const { page } = inbox;
  const late = Promise.withResolvers<void>();
  await page.route("**/*.woff2", async (route) => {
    await late.promise;
    await route.continue();
  });
  await page.goto(`${testbed.url}/inbox`);
  await expect(inbox.row("Maria Lopez")).toBeVisible();
  await expect(inbox.switchLink("Live agents answer")).toBeVisible();
  const before = await boxes(page);
  const fonts = page.waitForResponse("**/*.woff2");
  late.resolve();
  await fonts;
  await page.evaluate(() => document.fonts.ready);

  expect(await boxes(page)).toEqual(before);
});
