import { expect, type Page } from "playwright/test";
import { expectRows } from "../support/inbox-page.ts";
import { test } from "../support/testbed.ts";

test("six chats spread over three agents end two, two, two; a fourth agent arriving gets the next", async ({
  world,
}) => {
  await world.answerWith("agents");
  const [ben, cem, dora] = [await world.hire("Ben"), await world.hire("Cem"), await world.hire("Dora")];
  const inboxes = [await world.app(world.ana), await world.app(ben), await world.app(cem)];
  for (const { page } of inboxes) await expectConnected(page);

  for (const name of ["Maria", "Jo", "Ken", "Priya", "Tom", "Lea"]) {
    const visitor = await world.visitor(name);
    await visitor.say(`${name} here`);
  }
  for (const inbox of inboxes) {
    await expectRows(inbox.shelf("Chatting with"), 2);
    await expectRows(inbox.shelf("Waiting"), 0);
    // Given chats stand open beside each other without a click.
    await expect(inbox.page.getByRole("region", { name: /^Chat with/ })).toHaveCount(2);
  }

  const arriving = await world.app(dora);
  await expectConnected(arriving.page);
  const seventh = await world.visitor("Sam");
  await seventh.say("Am I seen to?");
  await expect(arriving.row("Sam", "Chatting with")).toBeVisible();
  for (const inbox of inboxes) await expectRows(inbox.shelf("Chatting with"), 2);
});

test("who is switched to away is given nothing, and gets the first in line when back", async ({ world }) => {
  await world.answerWith("agents");
  const inbox = await world.app(world.ana);
  await expect(inbox.available).toBeChecked();
  await inbox.available.click();
  await expect(inbox.available).not.toBeChecked();
  await expect.poll(async () => (await world.ana.api.agent.me.query({})).member.available).toBe(false);

  const first = await world.visitor("Maria");
  await first.say("I was first");
  const second = await world.visitor("Jo");
  await second.say("I was second");
  await expectRows(inbox.shelf("Waiting"), 2);
  await expectRows(inbox.shelf("Chatting with"), 0);

  await world.ana.api.settings.setAssigning.mutate({ capacity: 1 });
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
