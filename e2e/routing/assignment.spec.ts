import { expect, type Page } from "playwright/test";
import { expectRows } from "../support/inbox-page.ts";
import { test } from "../support/testbed.ts";

test("six chats spread over three agents end two, two, two; a fourth agent arriving gets the next", async ({
  world: testbed,
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
    // Given chats stand open beside each other without a click.
    await expect(inbox.page.getByRole("region", { name: /^Chat with/ })).toHaveCount(2);
  }

  const arriving = await testbed.inboxPage(dora);
  await expectConnected(arriving.page);
  const seventh = await testbed.customer("Sam");
  await seventh.send("Am I seen to?");
  await expect(arriving.row("Sam", "Chatting with")).toBeVisible();
  for (const inbox of inboxes) await expectRows(inbox.section("Chatting with"), 2);
});

test("who is switched to away is given nothing, and gets the first in line when back", async ({
  world: testbed,
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

  // By hand one may take more than the limit.
  await inbox.acceptNext.click();
  await expect(inbox.row("Jo", "Chatting with")).toBeVisible();
  await expect(inbox.lane("Jo").reply).toBeFocused();
});

async function expectConnected(page: Page): Promise<void> {
  await expect(page.getByRole("status", { name: "Connection", exact: true })).toHaveText(/Connected/);
}
