import { expect } from "playwright/test";
import { streamsText } from "#server/bots/testing/fake-bot-server.ts";
import { startConversation } from "../support/start-conversation.ts";
import { type InstanceGroup, startInstances } from "../support/start-instances.ts";
import { expectNoReloads } from "../support/expect-no-reloads.ts";
import { messageIn } from "../support/widget-page.ts";
import { test as base } from "../support/testbed.ts";

const TIMEOUT = { timeout: 30_000 };

const test = base.extend<{ pair: InstanceGroup; fleet: InstanceGroup }>({
  pair: async ({ browser }, use) => {
    await using pair = await startInstances(browser, { count: 2, isBalanced: false });
    await use(pair);
  },
  fleet: async ({ browser }, use) => {
    await using fleet = await startInstances(browser, { count: 3, isBalanced: true });
    await use(fleet);
  },
});

test.describe("several instances on one Postgres", () => {
  test.describe.configure({ timeout: 180_000 });

  test("with the widget on one and the agent on another, messages, typing, streamed answers and the switch arrive live", async ({
    pair: { testbed, instances },
  }) => {
    const more = Promise.withResolvers<void>();
    await testbed.connectBot(streamsText("Opened tea can be ", more.promise, "returned within 30 days."));
    const widget = await testbed.widgetPage();
    const inbox = await testbed.inboxPage(testbed.ana, "/inbox", undefined, instances[1]?.url);
    await expect(inbox.switchLink("Chatbot answers")).toBeVisible();
    await widget.startChat();
    const expectNotReloaded = await expectNoReloads(widget.page, inbox.page);

    await widget.send("Can I return opened tea?");
    await inbox.row("Maria Lopez", "Chatbot").click();
    const lane = inbox.lane("Maria Lopez");
    await expect(lane.region.getByText("Opened tea can be")).toBeVisible();
    more.resolve();
    await expect(messageIn(lane.log, "Opened tea can be returned within 30 days.")).toBeVisible();

    await lane.send("Hello from the other instance");
    await expect(messageIn(widget.log, "Hello from the other instance")).toBeVisible();
    await widget.send("And hello to you");
    await expect(messageIn(lane.log, "And hello to you")).toBeVisible();
    await widget.message.pressSequentially("One more thing to ask", { delay: 120 });
    await expect(lane.region.getByText("Maria Lopez is typing…")).toBeVisible();
    await lane.reply.pressSequentially("Of course, here it is", { delay: 120 });
    // It is announced at most every ten seconds, but shown each time.
    await expect(widget.dialog.locator(".arriving")).toContainText("Ana Ruiz is typing…");

    await testbed.answerWith("agents");
    await expect(inbox.switchLink("Live agents answer")).toBeVisible();
    await expectNotReloaded();
  });

  test("behind a balancer, each restarted in turn: nothing is lost, nothing fails, no page reloads", async ({
    fleet: { testbed, instances },
  }) => {
    const { inbox, widget, lane } = await startConversation(testbed, "Before");
    const expectNotReloaded = await expectNoReloads(widget.page, inbox.page);

    for (const [turn, instance] of instances.entries()) {
      const stopping = instance.stop();
      await widget.send(`While ${turn} stops`);
      await lane.send(`Answer while ${turn} stops`);
      expect(await stopping).toBe(0);
      await widget.send(`While ${turn} is away`);
      await expect(messageIn(lane.log, `While ${turn} is away`)).toBeVisible(TIMEOUT);
      await expect(messageIn(widget.log, `Answer while ${turn} stops`)).toBeVisible(TIMEOUT);
      await instance.start();
    }

    for (const turn of instances.keys())
      for (const text of [`While ${turn} stops`, `Answer while ${turn} stops`, `While ${turn} is away`]) {
        await expect(widget.log.getByText(text, { exact: true })).toHaveCount(1);
        await expect(lane.log.getByText(text, { exact: true })).toHaveCount(1);
      }
    await expect(widget.dialog.getByText("Not sent")).toHaveCount(0);
    await expect(lane.region.getByText("Not sent")).toHaveCount(0);
    await expectNotReloaded();
  });

  test("behind a balancer, each killed in turn: every message is there once, and the chat continues", async ({
    fleet: { testbed, instances },
  }) => {
    const { inbox, widget, lane } = await startConversation(testbed, "Before");

    for (const [turn, instance] of instances.entries()) {
      await instance.kill();
      await widget.send(`After ${turn} was killed`);
      await expect(messageIn(lane.log, `After ${turn} was killed`)).toBeVisible(TIMEOUT);
      await lane.send(`Answer ${turn}`);
      await expect(messageIn(widget.log, `Answer ${turn}`)).toBeVisible(TIMEOUT);
      await instance.start();
    }
    await expect(inbox.row("Maria Lopez", "Chatting with")).toBeVisible();
    await expect(widget.log.getByText(/^After/)).toHaveCount(instances.length);
  });
});
