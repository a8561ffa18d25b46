import { expect } from "playwright/test";
import { streamsText } from "#server/bots/testing/fake-bot-server.ts";
import { startConversation } from "../support/start-conversation.ts";
import { expectNoReloads } from "../support/expect-no-reloads.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const TIMEOUT = { timeout: 30_000 };
const never = new Promise(() => {});

test.describe("a restart of the server", () => {
  test("during a chat loses nothing, and no page reloads", async ({ testbed }) => {
    await testbed.answerWith("agents");
    const inbox = await testbed.inboxPage(testbed.ana);
    const widget = await testbed.widgetPage();
    await widget.startChat();
    const lane = inbox.lane("Maria Lopez");
    await widget.send("One");
    await expect(messageIn(lane.log, "One")).toBeVisible();
    const expectNotReloaded = await expectNoReloads(widget.page, inbox.page);
    await lane.reply.fill("A draft");

    await testbed.switchboard.kill();
    await widget.send("Two");
    await testbed.switchboard.start();

    await expect(messageIn(lane.log, "Two")).toBeVisible(TIMEOUT);
    await expect(lane.reply).toHaveValue("A draft");
    await lane.send("Three");
    await expect(messageIn(widget.log, "Three")).toBeVisible(TIMEOUT);
    await expect(inbox.row("Maria Lopez", "Chatting with")).toBeVisible();
    for (const text of ["One", "Two", "Three"]) {
      await expect(widget.log.getByText(text, { exact: true })).toHaveCount(1);
      await expect(lane.log.getByText(text, { exact: true })).toHaveCount(1);
    }
    await expectNotReloaded();
  });

  test("during the chatbot's answer gives the whole answer once, and no page reloads", async ({
    testbed,
  }) => {
    const bot = await testbed.connectBot((_, count) =>
      count === 1
        ? streamsText("Opened tea can be ", never)
        : streamsText("Opened tea can be returned ", "within 30 days."),
    );
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Can I return opened tea?");
    await expect(widget.dialog.getByText("Opened tea can be")).toBeVisible();
    const expectNotReloaded = await expectNoReloads(widget.page);

    await testbed.switchboard.kill();
    await testbed.switchboard.start();

    await expect(messageIn(widget.log, "Opened tea can be returned within 30 days.")).toBeVisible(TIMEOUT);
    await expect(widget.dialog.getByText("Opened tea can be")).toHaveCount(1);
    expect(bot.requests).toHaveLength(2);
    await expectNotReloaded();
  });

  test("with SIGTERM exits with 0, all clients reconnect, and everything is still there", async ({
    testbed,
  }) => {
    const { inbox, widget } = await startConversation(testbed, "Before");
    const expectNotReloaded = await expectNoReloads(widget.page, inbox.page);

    expect(await testbed.switchboard.stop()).toBe(0);
    await testbed.switchboard.start();
    await widget.send("After");
    await expect(messageIn(inbox.lane("Maria Lopez").log, "After")).toBeVisible(TIMEOUT);
    await expectNotReloaded();
  });
});
