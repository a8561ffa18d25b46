import { expect } from "playwright/test";
import { asksForPerson } from "#server/bots/testing/fake-bot-server.ts";
import type { ApiCustomer } from "../support/api-customer.ts";
import { expectRows } from "../support/inbox-page.ts";
import { test, type Testbed } from "../support/testbed.ts";

/** A chat of this length ends while the test looks on. */
const SHORT = { limit: 10, warning: 5 };
const ASKED = /How do I return a lamp\?/;

/** Waits until all of a customer's chats have ended. */
async function ended(...customers: readonly ApiCustomer[]): Promise<void> {
  for (const customer of customers)
    await expect.poll(async () => (await customer.state()).session, { timeout: 30_000 }).toBeNull();
}

/** Six questions of a night: three the chatbot is not sure about, two wait in line, one is an agent's who has left. */
async function askAtNight(testbed: Testbed): Promise<ApiCustomer[]> {
  await testbed.endAfter(SHORT.limit, SHORT.warning);
  await testbed.connectBot(asksForPerson("cannot-answer", "I do not know that."));
  const customers: ApiCustomer[] = [];
  async function ask(name: string): Promise<ApiCustomer> {
    const customer = await testbed.customer(name);
    await customer.send("How do I return a lamp?");
    customers.push(customer);
    return customer;
  }
  await testbed.answerWith("bot");
  for (const name of ["Maria", "Jo", "Ken"]) {
    const customer = await ask(name);
    await expect.poll(async () => (await customer.state()).session?.talk.offered).toBe(true);
  }
  for (const name of ["Priya", "Tom"]) {
    const customer = await ask(name);
    await customer.api.session.askPerson.mutate({ sessionId: customer.sessionId });
  }
  const held = await ask("Lea");
  await testbed.ana.api.agent.takeOver.mutate({ sessionId: held.sessionId });
  await held.send("Are you still there?");
  await ended(...customers);
  return customers;
}

test("six questions of a night are worked off in the morning by two agents, and each answer is there on return", async ({
  testbed,
}) => {
  test.setTimeout(120_000);
  const ben = await testbed.addAgent("Ben");
  const customers = await askAtNight(testbed);
  const [anas, bens] = [await testbed.inboxPage(testbed.ana), await testbed.inboxPage(ben)];
  await expectRows(anas.section("Unassigned"), 6);

  // Ana answers one, which is Ben's no more.
  await anas.row("Maria", "Unassigned").click();
  const lane = anas.lane("Maria");
  await expect(lane.region.getByText("Maria will see it on their next visit.")).toBeVisible();
  await lane.send("Within 30 days, in its box.");
  await expect(anas.row("Maria", "Messages")).toBeVisible();
  await expect(lane.log.getByText("Will be seen on return")).toBeVisible();
  await expect(bens.row("Maria", "Unassigned")).toHaveCount(0);

  const [maria] = customers;
  if (maria === undefined) throw new Error("nobody asked");
  const { answered } = await maria.state();
  expect(answered).toMatchObject({ count: 1 });
  const thread = await maria.api.session.thread.query({});
  expect(JSON.stringify(thread?.entries)).toContain("Within 30 days");
  await maria.api.message.read.mutate({ sessionId: thread?.sessionId ?? "ses_", count: 1 });
  await expect(lane.log.getByText("Seen", { exact: true })).toBeVisible();
  expect((await maria.state()).answered).toBeNull();

  // Ben is done with the rest at once.
  const unassigned = bens.section("Unassigned");
  await unassigned.getByRole("button", { name: "Select" }).click();
  await unassigned.getByRole("button", { name: "All" }).click();
  await unassigned.getByRole("button", { name: /^Done \(/ }).click();
  await expectRows(bens.section("Unassigned"), 0);
  await expectRows(anas.section("Unassigned"), 0);
});

test("of two agents at one left message the first has it, and the second keeps the words as a draft", async ({
  testbed,
}) => {
  const ben = await testbed.addAgent("Ben");
  const customer = await testbed.customer("Maria");
  await customer.api.session.end.mutate({ sessionId: customer.sessionId });
  await customer.api.session.leaveMessage.mutate({
    clientId: crypto.randomUUID(),
    text: "How do I return a lamp?",
  });
  const [anas, bens] = [await testbed.inboxPage(testbed.ana), await testbed.inboxPage(ben)];
  for (const inbox of [anas, bens]) {
    await inbox.row("Maria", "Unassigned").click();
    await expect(inbox.lane("Maria").log.getByText(ASKED)).toBeVisible();
  }
  await bens.page.context().setOffline(true);
  await bens.lane("Maria").send("From Ben");
  await anas.lane("Maria").send("From Ana");
  await expect(anas.row("Maria", "Messages")).toBeVisible();
  await bens.page.context().setOffline(false);

  const bensLane = bens.lane("Maria").region;
  await expect(bensLane.getByText("Ana Ruiz has this chat.")).toBeVisible();
  await expect(bensLane.getByText("From Ben")).toBeVisible();
  await expect(bensLane.getByRole("log").getByText("From Ana")).toBeVisible();
  const thread = await customer.api.session.thread.query({});
  expect(thread).toMatchObject({ own: 1, ours: 1 });
});
