import { expect } from "playwright/test";
import type { ApiCustomer } from "../support/api-client.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const LIMIT_MS = 10_000;
/** How long an end may take to be seen on a busy machine. */
const PATIENCE = { timeout: 20_000 };

test.describe("a chat", () => {
  test("ends at its limit and not a second before, with a warning in between", async ({ world: testbed }) => {
    await testbed.answerWith("agents");
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const before = Date.now();
    await widget.send("Is anybody there?");

    await expect(widget.dialog.getByRole("alert").filter({ hasText: "Still there?" })).toBeVisible(PATIENCE);
    expect(Date.now() - before).toBeGreaterThanOrEqual(LIMIT_MS / 2);
    await expect(widget.message).toBeVisible();
    await expect(widget.dialog.getByRole("alert").filter({ hasText: "This chat ended at" })).toContainText(
      "It was quiet for 10 seconds.",
      PATIENCE,
    );
    expect(Date.now() - before).toBeGreaterThanOrEqual(LIMIT_MS);
    await expect(widget.message).toHaveCount(0);
    await expect(messageIn(widget.log, "Is anybody there?")).toBeVisible();
  });

  test("has ended exactly its limit after the last message, whoever looks, though the server was down", async ({
    world: testbed,
  }) => {
    await testbed.answerWith("agents");
    await testbed.endAfter(10, 5);
    const customer = await testbed.customer("Jo Winters");
    await customer.send("Is anybody there?");
    const started = Date.now();
    await testbed.switchboard.kill();
    await expect.poll(() => Date.now() - started, PATIENCE).toBeGreaterThan(LIMIT_MS);
    await testbed.switchboard.start();

    await expect.poll(async () => (await endedAfter(customer)) ?? "open", PATIENCE).toBe(LIMIT_MS);
  });

  test("stays open when its customer asks for that, and the warning goes", async ({ world: testbed }) => {
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const keep = widget.button("Keep chat open");
    await keep.click(PATIENCE);
    await expect(keep).toHaveCount(0);
    const kept = Date.now();
    await expect(widget.dialog.getByText("This chat ended at")).toBeVisible(PATIENCE);
    expect(Date.now() - kept).toBeGreaterThan(LIMIT_MS - 1_000);
  });

  test("in line is kept by the same tap, called by the place", async ({ world: testbed }) => {
    await testbed.answerWith("agents");
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.button("Keep my place").click(PATIENCE);
    await expect(widget.button("Keep my place")).toHaveCount(0);
    await expect(widget.waiting).toContainText("You're next");
  });

  test("that ended while its customer wrote offers those words as the first of a new one", async ({
    world: testbed,
  }) => {
    await testbed.answerWith("agents");
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("My parcel says delivered.");
    await expect(messageIn(widget.log, "My parcel says delivered.")).toContainText("Sent");
    // The browser cannot see the end coming while it is cut off, so it sends into a chat that is over.
    await testbed.switchboard.kill();
    const cutOff = Date.now();
    await widget.send("But it is not here.");
    await expect.poll(() => Date.now() - cutOff, PATIENCE).toBeGreaterThan(LIMIT_MS);
    await testbed.switchboard.start();

    await expect(widget.dialog.getByText("This chat ended while you were writing.")).toBeVisible(PATIENCE);
    await widget.button("Start a new chat with this message").click();
    await expect(messageIn(widget.log, "But it is not here.")).toBeVisible();
    await expect(messageIn(widget.log, "My parcel says delivered.")).toHaveCount(0);
    await expect(widget.message).toBeFocused();
  });

  test("that an agent ends says so, and a new one takes one tap", async ({ world: testbed }) => {
    await testbed.answerWith("agents");
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const ana = await testbed.inboxPage(testbed.ana);
    await ana.row("Maria Lopez", "Chatting with").click();
    const lane = ana.lane("Maria Lopez");

    await lane.button("End chat").click();
    await lane.button("Undo").click();
    await expect(lane.button("Undo")).toHaveCount(0);
    await lane.button("End chat").click();

    await expect(
      widget.dialog.getByRole("alert").filter({ hasText: "Ana Ruiz ended the chat." }),
    ).toBeVisible(PATIENCE);
    await expect(ana.row("Maria Lopez", "Has chatted with")).toBeVisible();
    await widget.button("Start a new chat").click();
    await widget.start.click();
    await expect(widget.message).toBeFocused();
  });
});

/** How long after its last message a visitor's chat ended; `null` while it is open. */
async function endedAfter(customer: ApiCustomer): Promise<number | null> {
  const { session, ended } = await customer.state();
  const talk = (session ?? ended)?.talk;
  const said = talk?.entries.findLast(({ kind }) => kind === "message");
  return !talk?.ended || said === undefined ? null : talk.ended.at - said.at;
}
