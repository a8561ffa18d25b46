import { expect, type Page } from "playwright/test";
import { expectRows } from "../support/inbox-page.ts";
import { test } from "../support/testbed.ts";

test("six chats are assigned two each to three agents; a fourth agent who arrives gets the next", async ({
  testbed,
}) => {
  await testbed.answerWith("agents");
  const [ben, cem, dora] = [
    await testbed.addAgent("Ben"),
    await testbed.addAgent("Cem"),
    await testbed.addAgent("Dora"),
  ];
  const inboxes = [
    await testbed.inboxPage(testbed.ana),
    await testbed.inboxPage(ben),
    await testbed.inboxPage(cem),
  ];
  for (const { page } of inboxes) await expectConnected(page);

  for (const name of ["Maria", "Jo", "Ken", "Priya", "Tom", "Lea"]) {
    const customer = await testbed.customer(name);
    await customer.send(`${name} here`);
  }
  for (const inbox of inboxes) {
    await expectRows(inbox.section("Chatting with"), 2);
    await expectRows(inbox.section("Waiting"), 0);
    // Assigned chats open side by side without a click.
    await expect(inbox.page.getByRole("region", { name: /^Chat with/ })).toHaveCount(2);
  }

  const arriving = await testbed.inboxPage(dora);
  await expectConnected(arriving.page);
  const seventh = await testbed.customer("Sam");
  await seventh.send("Am I seen to?");
  await expect(arriving.row("Sam", "Chatting with")).toBeVisible();
  for (const inbox of inboxes) await expectRows(inbox.section("Chatting with"), 2);
});

test("an agent who is away is assigned nothing, and gets the first in the queue when back", async ({
  testbed,
}) => {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana);
  await expect(inbox.available).toBeChecked();
  await inbox.available.click();
  await expect(inbox.available).not.toBeChecked();
  await expect.poll(async () => (await testbed.ana.api.agent.me.query({})).member.available).toBe(false);

  const first = await testbed.customer("Maria");
  await first.send("I was first");
  const second = await testbed.customer("Jo");
  await second.send("I was second");
  await expectRows(inbox.section("Waiting"), 2);
  await expectRows(inbox.section("Chatting with"), 0);

  await testbed.ana.api.settings.setAssigning.mutate({ capacity: 1 });
  await inbox.available.click();
  await expect(inbox.row("Maria", "Chatting with")).toBeVisible();
  await expect(inbox.row("Jo", "Waiting")).toBeVisible();

  // An agent may accept more than the limit.
  await inbox.acceptNext.click();
  await expect(inbox.row("Jo", "Chatting with")).toBeVisible();
  await expect(inbox.lane("Jo").reply).toBeFocused();
});

async function expectConnected(page: Page): Promise<void> {
  await expect(page.getByRole("status", { name: "Connection", exact: true })).toHaveText(/Connected/);
}
