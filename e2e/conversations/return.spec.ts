import { randomUUID } from "node:crypto";
import { expect } from "playwright/test";
import { expectAccessible } from "../support/expect-accessible.ts";
import { startConversation } from "../support/start-conversation.ts";
import { test, type Testbed } from "../support/testbed.ts";
import { messageIn, type WidgetPage, widgetPage } from "../support/widget-page.ts";

const LONG = { timeout: 20_000 };

/** Maria asks Ana, ends the chat, and is written to afterwards. Returns what Ana writes to her with. */
async function leaveAfterAsking(testbed: Testbed) {
  const { widget, inbox } = await startConversation(testbed, "Which size is it?");
  const { cards } = await testbed.ana.api.agent.inbox.query({});
  const customerId = cards[0]?.session.customerId ?? "cus_";
  await widget.button("More options").click();
  await widget.dialog.getByRole("menuitem", { name: "End chat" }).click();
  await widget.button("End chat").click();
  await expect(widget.button("Start a new chat")).toBeVisible();
  const write = (text: string) =>
    testbed.ana.api.message.write.mutate({ customerId, clientId: randomUUID(), text });
  const card = widget.dialog.getByRole("region", { name: "Ana Ruiz answered you.", exact: true });
  return { widget, inbox, customerId, write, card };
}

test.describe("an answer after the end of a chat", () => {
  test("is told on return without a socket, shown by a press, and can be answered", async ({ testbed }) => {
    const { widget, write, card } = await leaveAfterAsking(testbed);
    const { page } = widget;
    await write("It is size 42.");
    const sockets: string[] = [];
    page.on("websocket", (socket) => sockets.push(socket.url()));
    await page.reload();
    await expect(widget.bubble).toHaveAccessibleName("Open chat, 1 unread message", LONG);
    expect(sockets).toEqual([]);

    await widget.open();
    await expect(card).toBeVisible();
    await expect(widget.form).toBeVisible();
    await expect(widget.dialog.getByText("size 42")).toHaveCount(0);
    await card.getByRole("button", { name: "Show", exact: true }).click();
    await expect(messageIn(widget.log, "It is size 42.")).toBeVisible();
    await expect(widget.message).toBeFocused();

    await widget.send("Thank you, I take it.");
    await expect(messageIn(widget.log, "Thank you, I take it.").getByText(/Sent|Seen/)).toBeVisible();
    await write("It is on its way.");
    await expect(messageIn(widget.log, "It is on its way.")).toBeVisible();
    await expect(messageIn(widget.log, "Thank you, I take it.")).toHaveCount(1);

    await page.reload();
    await expect(widget.bubble).toHaveAccessibleName("Open chat", LONG);
    await widget.open();
    await expect(widget.form).toBeVisible();
    await expect(card).toHaveCount(0);
  });

  test("is not shown to another reader of the browser, whatever they press before “Show”", async ({
    testbed,
  }) => {
    const { widget, write, card } = await leaveAfterAsking(testbed);
    await write("It is size 42.");
    await widget.page.reload();
    const received: string[] = [];
    widget.page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => received.push(String(payload))),
    );
    widget.page.on("response", (response) => {
      if (response.url().includes("/trpc/")) void response.text().then((text) => received.push(text));
    });
    await widget.open();
    await card.getByRole("button", { name: "Not you?", exact: true }).click();
    await expect(card).toHaveCount(0);
    await expect(widget.name).toHaveValue("");
    await expect(widget.email).toHaveValue("");
    expect(received.join("")).not.toContain("It is size");

    await widget.page.reload();
    await expect(widget.bubble).toHaveAccessibleName("Open chat");
    await widget.startChat("Jo Winters");
    await expect(widget.log.getByText("A person answers")).toBeVisible();
    await expect(widget.dialog.getByText(/size 42|Which size/)).toHaveCount(0);
  });

  test("reaches a customer who comes back while it is written, and a new chat is found by who writes", async ({
    testbed,
  }) => {
    const { widget, write, card } = await leaveAfterAsking(testbed);
    await write("One moment, I look.");
    await widget.page.reload();
    await widget.open();
    await expect(card).toBeVisible();
    await write("It is size 42.");
    await card.getByRole("button", { name: "Show", exact: true }).click();
    await expect(messageIn(widget.log, "One moment, I look.")).toBeVisible();
    await expect(messageIn(widget.log, "It is size 42.")).toBeVisible();

    await widget.message.fill("And in green");
    await widget.button("Start a new chat").click();
    await widget.start.click();
    await expect(widget.message).toHaveValue("And in green");
    await expect(write("Are you there?")).rejects.toMatchObject({ data: { refusal: "chat-open" } });
  });

  test("goes on in the chat where one is started in another tab", async ({ testbed }) => {
    const { widget, write, card } = await leaveAfterAsking(testbed);
    await write("It is size 42.");
    await widget.page.reload();
    await widget.open();
    await card.getByRole("button", { name: "Show", exact: true }).click();
    await expect(messageIn(widget.log, "It is size 42.")).toBeVisible();
    await widget.message.fill("Do you have it in green?");

    const other = await widget.page.context().newPage();
    await other.goto(widget.page.url());
    const there = widgetPage(other);
    await there.open();
    await there.start.click();
    await expect(there.message).toBeVisible();
    await expect(messageIn(widget.log, "It is size 42.")).toHaveCount(0);
    await widget.message.press("Enter");
    await expect(messageIn(there.log, "Do you have it in green?")).toBeVisible();
  });

  test("is read with what was answered before it, which is then seen too", async ({ testbed }) => {
    const { widget, write, card } = await leaveAfterAsking(testbed);
    const { sessionId } = await write("It is size 42.");
    await testbed.ana.api.agent.end.mutate({ sessionId });
    await write("And it is in stock again.");
    await widget.page.reload();
    await expect(widget.bubble).toHaveAccessibleName("Open chat, 2 unread messages", LONG);
    await widget.open();
    await expectAccessible(widget.page, "form with an answer");
    await card.getByRole("button", { name: "Show", exact: true }).click();
    await expect(messageIn(widget.log, "And it is in stock again.")).toBeVisible();
    await expect(messageIn(widget.log, "It is size 42.")).toBeVisible();
    await expectAccessible(widget.page, "thread of mail");

    await expect.poll(() => unreadOf(widget), LONG).toBe("Open chat");
  });

  test("can be answered after it was marked as done: the words go into a new one, and stay on the screen", async ({
    testbed,
  }) => {
    const { widget, write, card } = await leaveAfterAsking(testbed);
    const { sessionId } = await write("It is size 42.");
    await widget.page.reload();
    await widget.open();
    await card.getByRole("button", { name: "Show", exact: true }).click();
    await expect(messageIn(widget.log, "It is size 42.")).toBeVisible();
    await testbed.ana.api.agent.end.mutate({ sessionId });

    await widget.send("Thank you, I take two.");
    await expect(messageIn(widget.log, "Thank you, I take two.").getByText(/Sent|Seen/)).toBeVisible();
    await expect(messageIn(widget.log, "Thank you, I take two.")).toHaveCount(1);
    const next = await write("They are on their way.");
    expect(next.sessionId).not.toBe(sessionId);
    await expect(messageIn(widget.log, "They are on their way.")).toBeVisible();
  });
});

/** The name of the bubble on the next page, before anything is opened. */
async function unreadOf(widget: WidgetPage): Promise<string> {
  const told = widget.page.waitForResponse(/session\.current/);
  await widget.page.reload();
  await told;
  return (await widget.bubble.getAttribute("aria-label")) ?? "";
}
