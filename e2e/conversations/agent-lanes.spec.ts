import { expect } from "playwright/test";
import { streamsText } from "#server/bots/testing/fake-bot-server.ts";
import type { ApiCustomer } from "../support/api-customer.ts";
import { startConversation } from "../support/start-conversation.ts";
import { messageIn } from "../support/widget-page.ts";
import { test, type Testbed } from "../support/testbed.ts";

test.describe("an agent", () => {
  test("has three lanes open, each with its own draft, and a message appears in the right one", async ({
    testbed,
  }) => {
    await testbed.answerWith("agents");
    const inbox = await testbed.inboxPage(testbed.ana);
    const customers = await openChats(testbed, ["Maria Lopez", "Jo Winters", "Ken Adeyemi"]);
    const lanes = customers.map(({ name }) => inbox.lane(name));
    for (const lane of lanes) await expect(lane.region).toBeVisible();
    for (const [at, lane] of lanes.entries()) await lane.reply.fill(`Draft ${at}`);

    await customers[1]?.send("Which kettle keeps 80 °C?");
    await expect(messageIn(inbox.lane("Jo Winters").log, "Which kettle keeps 80 °C?")).toBeVisible();
    await expect(inbox.page.getByRole("log").getByText("Which kettle keeps 80 °C?")).toHaveCount(1);

    await inbox.lane("Jo Winters").send("The blue one.");
    await expect(messageIn(inbox.lane("Jo Winters").log, "The blue one.")).toBeVisible();
    await expect(inbox.lane("Jo Winters").reply).toHaveValue("");
    await expect(inbox.lane("Maria Lopez").reply).toHaveValue("Draft 0");
    await expect(inbox.lane("Ken Adeyemi").reply).toHaveValue("Draft 2");
    await expect(inbox.row("Maria Lopez")).toContainText("Draft: Draft 0");
    await expect.poll(() => textsTo(customers[1])).toEqual(["The blue one."]);
    expect(await textsTo(customers[0])).toEqual([]);

    await inbox.page.reload();
    for (const { name } of customers) await expect(inbox.lane(name).region).toBeVisible();
    await expect(inbox.lane("Maria Lopez").reply).toHaveValue("Draft 0");
    await expect(inbox.lane("Ken Adeyemi").reply).toHaveValue("Draft 2");
    await expect(messageIn(inbox.lane("Jo Winters").log, "The blue one.")).toBeVisible();
  });

  test("can use the whole menu while a message says which lane was hidden", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const { page, row } = await testbed.inboxPage(testbed.ana);
    await openChats(testbed, ["Maria", "Jo", "Ken", "Priya"]);
    await row("Priya").click();
    await expect(page.getByText("to make room")).toBeVisible();

    await page.getByRole("button", { name: "Account menu", exact: true }).click();
    const sound = page.getByRole("menuitemcheckbox", { name: "Sound", exact: true });
    await expect(sound).toBeChecked();
    await expect(page.getByText("to make room")).toBeVisible();
    const isOnTop = await sound.evaluate((item) => {
      const { x, y, width, height } = item.getBoundingClientRect();
      return item.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
    expect(isOnTop).toBe(true);
  });

  test("opens, collapses and closes lanes; those that do not fit are in the Open bar with their unread counts", async ({
    testbed,
  }) => {
    await testbed.answerWith("agents");
    const inbox = await testbed.inboxPage(testbed.ana);
    const customers = await openChats(testbed, ["Maria", "Jo", "Ken", "Priya"]);
    const inBar = (name: string | RegExp) => inbox.openBar.getByRole("button", { name });
    await expect(inBar(/^Priya/)).toHaveAttribute("aria-pressed", "false");
    for (const name of ["Maria", "Jo", "Ken"])
      await expect(inBar(new RegExp(`^${name}`))).toHaveAttribute("aria-pressed", "true");

    await customers[3]?.send("And one more thing");
    await expect(inBar("Priya, 2 unread")).toBeVisible();
    await inBar("Priya, 2 unread").click();
    await expect(inbox.lane("Priya").region).toBeVisible();
    await expect(inBar(/^Priya$/)).toHaveAttribute("aria-pressed", "true");
    await expect(messageIn(inbox.lane("Priya").log, "And one more thing")).toBeVisible();

    await inbox.lane("Priya").button("Collapse").click();
    await expect(inbox.lane("Priya").log).toHaveCount(0);
    await inbox.lane("Priya").button("Expand").click();
    await expect(inbox.lane("Priya").log).toBeVisible();

    await inbox.lane("Priya").button("Maximise").click();
    await expect(inbox.page.getByRole("region", { name: /^Chat with/ })).toHaveCount(1);
    await inbox.lane("Priya").button("Restore").click();

    await inbox.lane("Priya").button("Close lane").click();
    await expect(inbox.lane("Priya").region).toHaveCount(0);
    await expect(inBar(/^Priya/)).toHaveCount(0);
    await expect(inbox.row("Priya", "Chatting with")).toBeVisible();
    await inbox.page.reload();
    await expect(inbox.row("Priya", "Chatting with")).toBeVisible();
    await expect(inBar(/^Priya/)).toHaveCount(0);

    await inbox.row("Priya").focus();
    await inbox.row("Priya").press("Enter");
    await expect(inbox.lane("Priya").reply).toBeFocused();
  });

  test("scrolls up in one lane while others continue, and can jump to the new messages", async ({
    testbed,
  }) => {
    await testbed.answerWith("agents");
    const inbox = await testbed.inboxPage(testbed.ana);
    const [maria, jo] = await openChats(testbed, ["Maria", "Jo"]);
    for (let line = 1; line <= 30; line += 1) await maria?.send(`Line ${line} of a long story`);
    const { log, region } = inbox.lane("Maria");
    await expect(messageIn(log, "Line 30 of a long story")).toBeInViewport();
    await log.hover();
    await inbox.page.mouse.wheel(0, -900);
    await expect(messageIn(log, "Line 30 of a long story")).not.toBeInViewport();
    const scrolledTo = await log.evaluate((element) => element.scrollTop);

    await jo?.send("Me too");
    await expect(messageIn(inbox.lane("Jo").log, "Me too")).toBeInViewport();
    await maria?.send("And now the end");
    await expect(messageIn(log, "And now the end")).not.toBeInViewport();
    const pill = region.getByRole("button", { name: /new message/ });
    await expect(pill).toBeVisible();
    expect(await log.evaluate((element) => element.scrollTop)).toBe(scrolledTo);
    await expect(inbox.row("Maria")).toHaveAccessibleName(/unread/);

    await pill.click();
    await expect(messageIn(log, "And now the end")).toBeInViewport();
    await expect(inbox.row("Maria")).not.toHaveAccessibleName(/unread/);
  });

  test("scrolls up through hundreds of messages without jumps", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const [maria] = await openChats(testbed, ["Maria"]);
    for (let line = 1; line <= 320; line += 1) await maria?.send(`Line ${line} of a very long story`);
    const inbox = await testbed.inboxPage(testbed.ana);
    const { log } = inbox.lane("Maria");
    await expect(messageIn(log, "Line 320 of a very long story")).toBeInViewport();
    const drift = await log.evaluate(scrollToStart);
    expect(drift.reached).toBe(true);
    expect(drift.worst).toBeLessThanOrEqual(2);
  });

  test("sees a customer's earlier chats above the current one", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const widget = await testbed.widgetPage();
    await widget.startChat("Maria");
    await widget.send("My first visit");
    const inbox = await testbed.inboxPage(testbed.ana);
    await inbox.row("Maria").click();
    await inbox.lane("Maria").send("Welcome");
    await expect(messageIn(widget.log, "Welcome")).toBeVisible();
    await widget.button("More options").click();
    await widget.dialog.getByRole("menuitem", { name: "End chat", exact: true }).click();
    await widget.button("End chat").click();
    await widget.button("Start a new chat").click();
    await widget.start.click();
    await widget.send("My second visit");

    const { log } = inbox.lane("Maria");
    await expect(messageIn(log, "My second visit")).toBeVisible();
    await expect(messageIn(log, "My first visit")).toBeVisible();
    const texts = (await log.innerText()).replaceAll(/\s+/g, " ");
    expect(texts.indexOf("My first visit")).toBeLessThan(texts.indexOf("My second visit"));
    await expect(log).toContainText("Maria ended the chat");
    await expect(inbox.row("Maria", "Chatting with")).toHaveCount(1);
  });

  test("takes over while the chatbot is answering: the partial answer stays, marked, and does not continue", async ({
    testbed,
  }) => {
    const rest = Promise.withResolvers<void>();
    await testbed.connectBot(streamsText("Opened tea can be ", rest.promise, "returned within 30 days."));
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Can I return opened tea?");
    await expect(widget.dialog.getByText("Opened tea can be")).toBeVisible();
    const inbox = await testbed.inboxPage(testbed.ana);
    await inbox.row("Maria Lopez", "Chatbot").click();
    const lane = inbox.lane("Maria Lopez");
    await expect(lane.log).toContainText("Opened tea can be");

    await lane.button("Take over").click();
    await expect(messageIn(widget.log, "Ana Ruiz joined the chat")).toBeVisible();
    await expect(messageIn(widget.log, "Opened tea can be")).toContainText("Stopped");
    await expect(messageIn(lane.log, "Opened tea can be")).toContainText("Stopped");
    rest.resolve();
    await lane.send("Ana here: yes, within 30 days of delivery.");
    await expect(messageIn(widget.log, "Ana here")).toBeVisible();
    await widget.send("Thank you!");
    await expect(messageIn(lane.log, "Thank you!")).toBeVisible();
    await expect(widget.dialog.getByText("returned within")).toHaveCount(0);
    await expect(inbox.row("Maria Lopez", "Chatting with")).toBeVisible();
  });

  test("takes over a chatbot's chat by replying, hands it back, and the chatbot answers the next message", async ({
    testbed,
  }) => {
    await testbed.connectBot(streamsText("I am the chatbot."));
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const inbox = await testbed.inboxPage(testbed.ana);
    await inbox.row("Maria Lopez", "Chatbot").click();
    const lane = inbox.lane("Maria Lopez");
    await lane.send("May I?");
    await expect(messageIn(widget.log, "May I?")).toBeVisible();
    await expect(inbox.row("Maria Lopez", "Chatting with")).toBeVisible();

    await lane.button("More").click();
    await inbox.page.getByRole("menuitem", { name: "Hand back to chatbot", exact: true }).click();
    await expect(inbox.row("Maria Lopez", "Chatbot")).toBeVisible();
    await widget.send("Who is there?");
    await expect(messageIn(widget.log, "I am the chatbot.")).toBeVisible();
  });

  test("and the customer see each other typing, and read receipts", async ({ testbed }) => {
    const { widget, lane } = await startConversation(testbed, "Hello");
    await lane.reply.click();
    await expect(messageIn(widget.log, "Hello")).toContainText("Seen");

    await widget.message.pressSequentially("My parcel says delivered", { delay: 120 });
    await expect(lane.region.getByText("Maria Lopez is typing…")).toBeVisible();
    await lane.reply.pressSequentially("One moment, please", { delay: 120 });
    await expect(widget.dialog.getByRole("status")).toContainText("Ana Ruiz is typing…");
  });

  test("removes a chat that ended in the queue from Unassigned with Done", async ({ testbed }) => {
    await testbed.answerWith("agents");
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });
    const customer = await testbed.customer("Lea Roux");
    await customer.send("Nobody there?");
    await customer.api.session.end.mutate({ sessionId: customer.sessionId });
    const inbox = await testbed.inboxPage(testbed.ana);
    await inbox.row("Lea Roux", "Unassigned").click();
    await inbox.lane("Lea Roux").button("Done").click();
    await expect(inbox.row("Lea Roux", "Unassigned")).toHaveCount(0);
  });
});

/** Opens chats one after another, each with a first message. */
async function openChats(testbed: Testbed, names: readonly string[]): Promise<ApiCustomer[]> {
  const customers: ApiCustomer[] = [];
  for (const name of names) {
    const customer = await testbed.customer(name);
    await customer.send(`${name} here`);
    customers.push(customer);
  }
  return customers;
}

/** The texts that a customer received from agents and the bot. */
async function textsTo(customer: ApiCustomer | undefined): Promise<string[]> {
  const state = await customer?.state();
  return (state?.session?.talk.entries ?? []).flatMap((entry) =>
    entry.kind === "message" && entry.message.author.kind !== "customer" ? [entry.message.text] : [],
  );
}

/**
 * Scrolls up a little in each frame until the first message is visible.
 *
 * @returns the largest unexpected movement of a message in a frame, in px
 */
async function scrollToStart(log: HTMLElement): Promise<{ reached: boolean; worst: number }> {
  const top = () => log.getBoundingClientRect().top;
  const items = () => [...log.querySelectorAll("li")].filter((item) => item.textContent.includes("Line "));
  let worst = 0;
  for (let taken = 0; taken < 1_000; taken += 1) {
    const first = items().find((item) => item.getBoundingClientRect().top >= top());
    if (first === undefined) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      continue;
    }
    const name = first.textContent;
    if (/Line 1 of/.test(name)) return { reached: true, worst };
    const before = first.getBoundingClientRect().bottom;
    const from = log.scrollTop;
    log.scrollBy(0, -120);
    // Near the beginning there is less left to scroll than a step.
    const step = from - log.scrollTop;
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const again = items().find((item) => item.textContent === name);
    if (again !== undefined)
      worst = Math.max(worst, Math.abs(again.getBoundingClientRect().bottom - before - step));
  }
  return { reached: false, worst };
}
