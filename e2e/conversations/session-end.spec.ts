import { expect } from "playwright/test";
import type { ApiVisitor } from "../support/api-client.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const LIMIT_MS = 10_000;
/** How long an end may take to be seen on a busy machine. */
const PATIENCE = { timeout: 20_000 };

test.describe("a chat", () => {
  test("ends at its limit and not a second before, with a warning in between", async ({ world }) => {
    await world.answerWith("agents");
    await world.endAfter(10, 5);
    const widget = await world.shop();
    await widget.begin();
    const before = Date.now();
    await widget.say("Is anybody there?");

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
    world,
  }) => {
    await world.answerWith("agents");
    await world.endAfter(10, 5);
    const visitor = await world.visitor("Jo Winters");
    await visitor.say("Is anybody there?");
    const started = Date.now();
    await world.switchboard.kill();
    await expect.poll(() => Date.now() - started, PATIENCE).toBeGreaterThan(LIMIT_MS);
    await world.switchboard.start();

    await expect.poll(async () => (await endedAfter(visitor)) ?? "open", PATIENCE).toBe(LIMIT_MS);
  });

  test("stays open when its customer asks for that, and the warning goes", async ({ world }) => {
    await world.endAfter(10, 5);
    const widget = await world.shop();
    await widget.begin();
    const keep = widget.button("Keep chat open");
    await keep.click(PATIENCE);
    await expect(keep).toHaveCount(0);
    const kept = Date.now();
    await expect(widget.dialog.getByText("This chat ended at")).toBeVisible(PATIENCE);
    expect(Date.now() - kept).toBeGreaterThan(LIMIT_MS - 1_000);
  });

  test("in line is kept by the same tap, called by the place", async ({ world }) => {
    await world.answerWith("agents");
    await world.endAfter(10, 5);
    const widget = await world.shop();
    await widget.begin();
    await widget.button("Keep my place").click(PATIENCE);
    await expect(widget.button("Keep my place")).toHaveCount(0);
    await expect(widget.waiting).toContainText("You're next");
  });

  test("that ended while its customer wrote offers those words as the first of a new one", async ({
    world,
  }) => {
    await world.answerWith("agents");
    await world.endAfter(10, 5);
    const widget = await world.shop();
    await widget.begin();
    await widget.say("My parcel says delivered.");
    await expect(messageIn(widget.log, "My parcel says delivered.")).toContainText("Sent");
    // The browser cannot see the end coming while it is cut off, so it sends into a chat that is over.
    await world.switchboard.kill();
    const cutOff = Date.now();
    await widget.say("But it is not here.");
    await expect.poll(() => Date.now() - cutOff, PATIENCE).toBeGreaterThan(LIMIT_MS);
    await world.switchboard.start();

    await expect(widget.dialog.getByText("This chat ended while you were writing.")).toBeVisible(PATIENCE);
    await widget.button("Start a new chat with this message").click();
    await expect(messageIn(widget.log, "But it is not here.")).toBeVisible();
    await expect(messageIn(widget.log, "My parcel says delivered.")).toHaveCount(0);
    await expect(widget.message).toBeFocused();
  });

  test("that an agent ends says so, and a new one takes one tap", async ({ world }) => {
    await world.answerWith("agents");
    const widget = await world.shop();
    await widget.begin();
    const ana = await world.app(world.ana);
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
async function endedAfter(visitor: ApiVisitor): Promise<number | null> {
  const { session, ended } = await visitor.state();
  const talk = (session ?? ended)?.talk;
  const said = talk?.entries.findLast(({ kind }) => kind === "message");
  return !talk?.ended || said === undefined ? null : talk.ended.at - said.at;
}
