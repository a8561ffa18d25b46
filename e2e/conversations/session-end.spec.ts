import { expect } from "playwright/test";
import type { ApiCustomer } from "../support/api-customer.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const LIMIT_MS = 10_000;
/** How long an end may take to appear on a busy machine. */
const TIMEOUT = { timeout: 20_000 };

test.describe("a chat", () => {
  test("ends at its limit, not earlier, with a warning before", async ({ testbed }) => {
    await testbed.answerWith("agents");
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const before = Date.now();
    await widget.send("Is anybody there?");

    await expect(widget.dialog.getByRole("alert").filter({ hasText: "Still there?" })).toBeVisible(TIMEOUT);
    expect(Date.now() - before).toBeGreaterThanOrEqual(LIMIT_MS / 2);
    await expect(widget.message).toBeVisible();
    await expect(widget.dialog.getByRole("alert").filter({ hasText: "This chat ended at" })).toContainText(
      "It was quiet for 10 seconds.",
      TIMEOUT,
    );
    expect(Date.now() - before).toBeGreaterThanOrEqual(LIMIT_MS);
    await expect(widget.message).toHaveCount(0);
    await expect(messageIn(widget.log, "Is anybody there?")).toBeVisible();
  });

  test("ends exactly its limit after the last message, even while the server is down", async ({
    testbed,
  }) => {
    await testbed.answerWith("agents");
    await testbed.endAfter(10, 5);
    const customer = await testbed.customer("Jo Winters");
    await customer.send("Is anybody there?");
    const started = Date.now();
    await testbed.switchboard.kill();
    await expect.poll(() => Date.now() - started, TIMEOUT).toBeGreaterThan(LIMIT_MS);
    await testbed.switchboard.start();

    await expect.poll(async () => (await endedAfter(customer)) ?? "open", TIMEOUT).toBe(LIMIT_MS);
  });

  test("stays open when the customer asks for it, and the warning disappears", async ({ testbed }) => {
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const keep = widget.button("Keep chat open");
    await keep.click(TIMEOUT);
    await expect(keep).toHaveCount(0);
    const kept = Date.now();
    await expect(widget.dialog.getByText("This chat ended at")).toBeVisible(TIMEOUT);
    expect(Date.now() - kept).toBeGreaterThan(LIMIT_MS - 1_000);
  });

  test("in the queue is kept with “Keep my place”", async ({ testbed }) => {
    await testbed.answerWith("agents");
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.button("Keep my place").click(TIMEOUT);
    await expect(widget.button("Keep my place")).toHaveCount(0);
    await expect(widget.waiting).toContainText("You're next");
  });

  test("that ended while the customer was writing offers that message for a new one", async ({ testbed }) => {
    await testbed.answerWith("agents");
    await testbed.endAfter(10, 5);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("My parcel says delivered.");
    await expect(messageIn(widget.log, "My parcel says delivered.")).toContainText("Sent");
    // The disconnected browser does not get the end, so it sends into an ended chat.
    await testbed.switchboard.kill();
    const disconnectedAt = Date.now();
    await widget.send("But it is not here.");
    await expect.poll(() => Date.now() - disconnectedAt, TIMEOUT).toBeGreaterThan(LIMIT_MS);
    await testbed.switchboard.start();

    await expect(widget.dialog.getByText("This chat ended while you were writing.")).toBeVisible(TIMEOUT);
    await widget.button("Start a new chat with this message").click();
    await expect(messageIn(widget.log, "But it is not here.")).toBeVisible();
    await expect(messageIn(widget.log, "My parcel says delivered.")).toHaveCount(0);
    await expect(widget.message).toBeFocused();
  });

  test("that an agent ends shows it, and a new one can be started", async ({ testbed }) => {
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
    ).toBeVisible(TIMEOUT);
    await expect(ana.row("Maria Lopez", "Has chatted with")).toBeVisible();
    await widget.button("Start a new chat").click();
    await widget.start.click();
    await expect(widget.message).toBeFocused();
  });
});

/** The time from a customer's last message to the end of their chat; `null` while it is open. */
async function endedAfter(customer: ApiCustomer): Promise<number | null> {
  const { session, ended } = await customer.state();
  const talk = (session ?? ended)?.talk;
  const last = talk?.entries.findLast(({ kind }) => kind === "message");
  return !talk?.ended || last === undefined ? null : talk.ended.at - last.at;
}
