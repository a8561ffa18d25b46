import { expect } from "playwright/test";
import { streamsText } from "#server/bots/testing/fake-bot-server.ts";
import { startConversation } from "../support/start-conversation.ts";
import { type InstanceGroup, startInstances } from "../support/start-instances.ts";
import { expectNoReloads } from "../support/expect-no-reloads.ts";
import { messageIn } from "../support/widget-page.ts";
import { test as base } from "../support/testbed.ts";

const PATIENCE = { timeout: 30_000 };

const test = base.extend<{ pair: InstanceGroup; fleet: InstanceGroup }>({
  pair: async ({ browser }, use) => {
    await using pair = await startInstances(browser, { machines: 2, isBalanced: false });
    await use(pair);
  },
  fleet: async ({ browser }, use) => {
    await using instanceGroup = await startInstances(browser, { machines: 3, isBalanced: true });
    await use(instanceGroup);
  },
});

test.describe("several machines on one Postgres", () => {
  test.describe.configure({ timeout: 180_000 });

  test("the widget on one and the agent on the other: messages, typing, the chatbot's words and the switch cross live", async ({
    pair: { testbed, instances },
  }) => {
    const more = Promise.withResolvers<void>();
    await testbed.connectBot(streamsText("Opened tea can be ", more.promise, "returned within 30 days."));
    const widget = await testbed.widgetPage();
    const inbox = await testbed.inboxPage(testbed.ana, "/inbox", undefined, instances[1]?.url);
    await expect(inbox.switchLink("Chatbot answers")).toBeVisible();
    await widget.startChat();
    const stayed = await expectNoReloads(widget.page, inbox.page);

    await widget.send("Can I return opened tea?");
    await inbox.row("Maria Lopez", "Chatbot").click();
    const lane = inbox.lane("Maria Lopez");
    await expect(lane.region.getByText("Opened tea can be")).toBeVisible();
    more.resolve();
    await expect(messageIn(lane.log, "Opened tea can be returned within 30 days.")).toBeVisible();

    await lane.send("Hello from the other machine");
    await expect(messageIn(widget.log, "Hello from the other machine")).toBeVisible();
    await widget.send("And hello to you");
    await expect(messageIn(lane.log, "And hello to you")).toBeVisible();
    await widget.message.pressSequentially("One more thing to ask", { delay: 120 });
    await expect(lane.region.getByText("Maria Lopez is typing…")).toBeVisible();
    await lane.reply.pressSequentially("Of course, here it is", { delay: 120 });
    // Said aloud at most every ten seconds, but shown each time.
    await expect(widget.dialog.locator(".arriving")).toContainText("Ana Ruiz is typing…");

    await testbed.answerWith("agents");
    await expect(inbox.switchLink("Live agents answer")).toBeVisible();
    await stayed();
  });

  test("each restarted in turn behind a balancer: nothing is lost, nothing fails, nobody reloads", async ({
    fleet: { testbed, instances },
  }) => {
    const { inbox, widget, lane } = await startConversation(testbed, "Before");
    const stayed = await expectNoReloads(widget.page, inbox.page);

    for (const [turn, instance] of instances.entries()) {
      const stopping = instance.stop();
      await widget.send(`While ${turn} stops`);
      await lane.send(`Answer while ${turn} stops`);
      expect(await stopping).toBe(0);
      await widget.send(`While ${turn} is away`);
      await expect(messageIn(lane.log, `While ${turn} is away`)).toBeVisible(PATIENCE);
      await expect(messageIn(widget.log, `Answer while ${turn} stops`)).toBeVisible(PATIENCE);
      await instance.start();
    }

    for (const turn of instances.keys())
      for (const words of [`While ${turn} stops`, `Answer while ${turn} stops`, `While ${turn} is away`]) {
        await expect(widget.log.getByText(words, { exact: true })).toHaveCount(1);
        await expect(lane.log.getByText(words, { exact: true })).toHaveCount(1);
      }
    await expect(widget.dialog.getByText("Not sent")).toHaveCount(0);
    await expect(lane.region.getByText("Not sent")).toHaveCount(0);
    await stayed();
  });

  test("each killed in turn: what was said is there once, and the talk goes on", async ({
    fleet: { testbed, instances },
  }) => {
    const { inbox, widget, lane } = await startConversation(testbed, "Before");

    for (const [turn, instance] of instances.entries()) {
      await instance.kill();
      await widget.send(`After ${turn} was killed`);
      await expect(messageIn(lane.log, `After ${turn} was killed`)).toBeVisible(PATIENCE);
      await lane.send(`Answer ${turn}`);
      await expect(messageIn(widget.log, `Answer ${turn}`)).toBeVisible(PATIENCE);
      await instance.start();
    }
    await expect(inbox.row("Maria Lopez", "Chatting with")).toBeVisible();
    await expect(widget.log.getByText(/^After/)).toHaveCount(instances.length);
  });
});
