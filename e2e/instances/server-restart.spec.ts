import { expect } from "playwright/test";
import { speaks } from "#server/bots/testing/fake-bot-server.ts";
import { beginTalk } from "../support/start-conversation.ts";
import { watchReloads } from "../support/expect-no-reloads.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const PATIENCE = { timeout: 30_000 };
const never = new Promise(() => {});

test.describe("a restart of the server", () => {
  test("in the middle of a chat loses nothing, and nobody reloads", async ({ world }) => {
    await world.answerWith("agents");
    const inbox = await world.app(world.ana);
    const widget = await world.shop();
    await widget.begin();
    const lane = inbox.lane("Maria Lopez");
    await widget.say("One");
    await expect(messageIn(lane.log, "One")).toBeVisible();
    const stayed = await watchReloads(widget.page, inbox.page);
    await lane.reply.fill("A draft");

    await world.switchboard.kill();
    await widget.say("Two");
    await world.switchboard.start();

    await expect(messageIn(lane.log, "Two")).toBeVisible(PATIENCE);
    await expect(lane.reply).toHaveValue("A draft");
    await lane.say("Three");
    await expect(messageIn(widget.log, "Three")).toBeVisible(PATIENCE);
    await expect(inbox.row("Maria Lopez", "Chatting with")).toBeVisible();
    for (const words of ["One", "Two", "Three"]) {
      await expect(widget.log.getByText(words, { exact: true })).toHaveCount(1);
      await expect(lane.log.getByText(words, { exact: true })).toHaveCount(1);
    }
    await stayed();
  });

  test("in the middle of the chatbot's answer brings the whole answer, once, and nobody reloads", async ({
    world,
  }) => {
    const bot = await world.connectBot((_, count) =>
      count === 1
        ? speaks("Opened tea can be ", never)
        : speaks("Opened tea can be returned ", "within 30 days."),
    );
    const widget = await world.shop();
    await widget.begin();
    await widget.say("Can I return opened tea?");
    await expect(widget.dialog.getByText("Opened tea can be")).toBeVisible();
    const stayed = await watchReloads(widget.page);

    await world.switchboard.kill();
    await world.switchboard.start();

    await expect(messageIn(widget.log, "Opened tea can be returned within 30 days.")).toBeVisible(PATIENCE);
    await expect(widget.dialog.getByText("Opened tea can be")).toHaveCount(1);
    expect(bot.requests).toHaveLength(2);
    await stayed();
  });

  test("on request (SIGTERM) tells everybody to come back, ends well, and finds everything again", async ({
    world,
  }) => {
    const { inbox, widget } = await beginTalk(world, "Before");
    const stayed = await watchReloads(widget.page, inbox.page);

    expect(await world.switchboard.stop()).toBe(0);
    await world.switchboard.start();
    await widget.say("After");
    await expect(messageIn(inbox.lane("Maria Lopez").log, "After")).toBeVisible(PATIENCE);
    await stayed();
  });
});
