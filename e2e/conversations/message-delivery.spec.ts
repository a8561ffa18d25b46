import { expect, type Locator } from "playwright/test";
import { messageIn, widgetPage } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const TIMEOUT = { timeout: 30_000 };

test.describe("a message", () => {
  test("sent in one tab appears in the other, and a chat ended in one is ended in both", async ({
    testbed,
  }) => {
    await testbed.answerWith("agents");
    const one = await testbed.widgetPage();
    await one.startChat();
    const other = widgetPage(await one.page.context().newPage());
    await other.page.goto(testbed.embeddingSite.origin);
    await other.open();

    await one.send("From the first tab");
    await expect(messageIn(other.log, "From the first tab")).toBeVisible();
    await other.send("From the second tab");
    await expect(messageIn(one.log, "From the second tab")).toBeVisible();
    await one.message.fill("A draft of the first tab");
    await expect(other.message).toHaveValue("");

    await other.button("More options").click();
    await other.dialog.getByRole("menuitem", { name: "End chat", exact: true }).click();
    await other.button("End chat").click();
    for (const tab of [one, other]) await expect(tab.dialog.getByText("You ended the chat.")).toBeVisible();
  });

  test("written offline is sent later, once and in order", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const inbox = await testbed.inboxPage(testbed.ana);
    await inbox.row("Maria Lopez").click();
    const { log } = inbox.lane("Maria Lopez");

    await widget.page.context().setOffline(true);
    await expect(
      widget.dialog.getByRole("status").filter({
        hasText: "You're offline. We'll send your messages when you're back.",
      }),
    ).toBeVisible(TIMEOUT);
    for (const text of ["First", "Second", "Third"]) await widget.send(text);
    await expect(messageIn(widget.log, "Third")).toContainText("Sending…");
    await widget.page.context().setOffline(false);

    await expect(messageIn(widget.log, "Third")).toContainText(/Sent|Seen/, TIMEOUT);
    await expect(log.getByText("Third", { exact: true })).toBeVisible();
    expect(await orderOf(log, ["First", "Second", "Third"])).toEqual(["First", "Second", "Third"]);
    expect(await orderOf(widget.log, ["First", "Second", "Third"])).toEqual(["First", "Second", "Third"]);
  });

  test("and a request to end the chat both wait for a connection", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.page.context().setOffline(true);
    await expect(widget.dialog.getByRole("status").filter({ hasText: "You're offline." })).toBeVisible(
      TIMEOUT,
    );
    await widget.button("More options").click();
    await widget.dialog.getByRole("menuitem", { name: "End chat", exact: true }).click();
    await widget.button("End chat").click();
    await expect(widget.message).toBeVisible();
    await widget.page.context().setOffline(false);

    await expect(widget.dialog.getByText("You ended the chat.")).toBeVisible(TIMEOUT);
  });

  test("sent while the server is down survives a reload and arrives once", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Before");
    await expect(messageIn(widget.log, "Before")).toContainText("Sent");
    await testbed.switchboard.kill();
    await widget.send("While nobody listened");
    await expect(messageIn(widget.log, "While nobody listened")).toContainText("Sending…");
    await testbed.switchboard.start();
    await widget.page.reload();
    await widget.open();

    await expect(messageIn(widget.log, "While nobody listened")).toContainText("Sent", TIMEOUT);
    expect(await orderOf(widget.log, ["Before", "While nobody listened"])).toEqual([
      "Before",
      "While nobody listened",
    ]);
  });

  test("of an agent, sent while the server is down, arrives once when it is back", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const inbox = await testbed.inboxPage(testbed.ana);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const lane = inbox.lane("Maria Lopez");
    await expect(lane.log).toContainText("Ana Ruiz joined");
    await testbed.switchboard.kill();
    await expect(inbox.page.getByText("Reconnecting… You can keep writing.")).toBeVisible(TIMEOUT);
    await lane.send("It will arrive on Friday.");
    await lane.send("Anything else?");
    await expect(messageIn(lane.log, "It will arrive on Friday.")).toContainText("Sending…");
    await testbed.switchboard.start();

    await expect(messageIn(widget.log, "Anything else?")).toBeVisible(TIMEOUT);
    expect(await orderOf(widget.log, ["It will arrive on Friday.", "Anything else?"])).toEqual([
      "It will arrive on Friday.",
      "Anything else?",
    ]);
    await expect(messageIn(lane.log, "Sending…")).toHaveCount(0);
  });
});

/** Returns the given texts in the order in which a log shows them, with repetitions. */
async function orderOf(log: Locator, texts: readonly string[]): Promise<string[]> {
  const lines = (await log.innerText()).split("\n").map((line) => line.trim());
  return lines.filter((line) => texts.includes(line));
}
