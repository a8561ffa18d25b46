import { expect } from "playwright/test";
import { streamsText } from "#server/bots/testing/fake-bot-server.ts";
import { expectNoReloads } from "../support/expect-no-reloads.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const never = new Promise(() => {});

test.describe("the switch", () => {
  test("to live agents stops the running answer and moves that chat and new ones to the queue, live", async ({
    testbed,
  }) => {
    await testbed.connectBot(streamsText("Yes, within ", never));
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });
    const widget = await testbed.widgetPage();
    const inbox = await testbed.inboxPage(testbed.ana);
    const settings = await testbed.inboxPage(testbed.ana, "/settings/answering");
    await widget.startChat();
    const expectNotReloaded = await expectNoReloads(widget.page, inbox.page, settings.page);
    await widget.send("Can I return opened tea?");
    await expect(widget.dialog.getByText("Yes, within")).toBeVisible();
    await expect(inbox.row("Maria Lopez", "Chatbot")).toBeVisible();
    await expect(inbox.switchLink("Chatbot answers")).toBeVisible();

    const who = settings.page.getByRole("radiogroup", { name: "Who answers new messages", exact: true });
    await who.getByRole("radio", { name: "Live agents", exact: true }).click();
    await expect(
      settings.page
        .getByRole("status")
        .filter({ hasText: "Live agents answer new messages from now on. 1 chat moved to the queue." }),
    ).toBeVisible();

    await expect(messageIn(widget.log, "Yes, within")).toContainText("Stopped");
    await expect(messageIn(widget.log, "You're now waiting for a person.")).toBeVisible();
    await expect(widget.waiting).toContainText("You're next");
    await expect(widget.button("Stop")).toHaveCount(0);
    await expect(inbox.row("Maria Lopez", "Waiting")).toBeVisible();
    await expect(inbox.switchLink("Live agents answer")).toBeVisible();
    await expect(inbox.switchLink("Chatbot answers")).toHaveCount(0);

    const next = await testbed.customer("Jo Winters");
    await next.send("Which kettle?");
    await expect(inbox.row("Jo Winters", "Waiting")).toBeVisible();
    await expectNotReloaded();
  });

  test("to the chatbot lets it answer waiting customers, except those who asked for a person or have one", async ({
    testbed,
  }) => {
    await testbed.connectBot(streamsText("Yes, within 30 days."));
    await testbed.answerWith("agents");
    const withAgent = await testbed.customer("Ken Adeyemi");
    await withAgent.send("Hello?");
    const inbox = await testbed.inboxPage(testbed.ana);
    await expect(inbox.row("Ken Adeyemi", "Chatting with")).toBeVisible();
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });
    const asker = await testbed.customer("Priya Shah");
    await asker.send("A person, please");
    await asker.api.session.askPerson.mutate({ sessionId: asker.sessionId });
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Can I return opened tea?");
    await expect(widget.waiting).toContainText("You are number 2 in line");

    const settings = await testbed.inboxPage(testbed.ana, "/settings/answering");
    const expectNotReloaded = await expectNoReloads(widget.page, inbox.page);
    await settings.page.getByRole("radio", { name: "Chatbot", exact: true }).click();

    await expect(
      settings.page.getByRole("status").filter({ hasText: "1 chat moved to the chatbot." }),
    ).toContainText("1 chat stayed in the queue for a person.");
    await expect(messageIn(widget.log, "The chatbot can help you now.")).toBeVisible();
    await expect(messageIn(widget.log, "Yes, within 30 days.")).toBeVisible();
    await expect(widget.waiting).toHaveCount(0);
    await expect(inbox.row("Maria Lopez", "Chatbot")).toBeVisible();
    await expect(inbox.row("Priya Shah", "Waiting")).toBeVisible();
    await expect(inbox.row("Ken Adeyemi", "Chatting with")).toBeVisible();
    await expectNotReloaded();
  });

  test("is undone with one click: chats without new messages go back where they were", async ({
    testbed,
  }) => {
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Hello");
    await expect(widget.log.getByRole("listitem")).toHaveCount(2);
    const settings = await testbed.inboxPage(testbed.ana, "/settings/answering");
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });

    await settings.page.getByRole("radio", { name: "Live agents", exact: true }).click();
    await expect(widget.waiting).toBeVisible();
    await settings.page.getByRole("button", { name: "Undo", exact: true }).click();

    await expect(widget.waiting).toHaveCount(0);
    await expect(widget.talkToPerson).toBeVisible();
    await expect(settings.page.getByRole("radio", { name: "Chatbot", exact: true })).toBeChecked();
    await expect(settings.switchLink("Chatbot answers")).toBeVisible();
  });

  test("cannot be turned by an agent, who is shown the admins to ask", async ({ testbed }) => {
    const ben = await testbed.addAgent("Ben");
    const settings = await testbed.inboxPage(ben, "/settings/answering");
    await expect(settings.page.getByRole("radio", { name: "Live agents", exact: true })).toBeDisabled();
    await expect(
      settings.page.getByText("You need an admin to change this. Admins: Ana Ruiz."),
    ).toBeVisible();
    await expect(ben.api.settings.turnSwitch.mutate({ answers: "agents" })).rejects.toThrow();
  });
});
