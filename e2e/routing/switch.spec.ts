import { expect } from "playwright/test";
import { speaks } from "#server/bots/testing/fake-bot-server.ts";
import { watchReloads } from "../support/expect-no-reloads.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const never = new Promise(() => {});

test.describe("the switch", () => {
  test("to live agents stops the answer where it is and moves that chat and the next ones into the line, live", async ({
    world,
  }) => {
    await world.connectBot(speaks("Yes, within ", never));
    await world.ana.api.agent.setAvailable.mutate({ available: false });
    const widget = await world.shop();
    const inbox = await world.app(world.ana);
    const settings = await world.app(world.ana, "/settings/answering");
    await widget.begin();
    const stayed = await watchReloads(widget.page, inbox.page, settings.page);
    await widget.say("Can I return opened tea?");
    await expect(widget.dialog.getByText("Yes, within")).toBeVisible();
    await expect(inbox.row("Maria Lopez", "Chatbot")).toBeVisible();
    await expect(inbox.mode("Chatbot answers")).toBeVisible();

    const who = settings.page.getByRole("radiogroup", { name: "Who answers new messages", exact: true });
    await who.getByRole("radio", { name: "Live agents", exact: true }).click();
    await expect(
      settings.page
        .getByRole("status")
        .filter({ hasText: "Live agents answer new messages from now. 1 chat moved to the line." }),
    ).toBeVisible();

    await expect(messageIn(widget.log, "Yes, within")).toContainText("Stopped");
    await expect(messageIn(widget.log, "You're now waiting for a person.")).toBeVisible();
    await expect(widget.waiting).toContainText("You're next");
    await expect(widget.button("Stop")).toHaveCount(0);
    await expect(inbox.row("Maria Lopez", "Waiting")).toBeVisible();
    await expect(inbox.mode("Live agents answer")).toBeVisible();
    await expect(inbox.mode("Chatbot answers")).toHaveCount(0);

    const next = await world.visitor("Jo Winters");
    await next.say("Which kettle?");
    await expect(inbox.row("Jo Winters", "Waiting")).toBeVisible();
    await stayed();
  });

  test("to the chatbot lets it answer who waits, except who asked for a person and who has one", async ({
    world,
  }) => {
    await world.connectBot(speaks("Yes, within 30 days."));
    await world.answerWith("agents");
    const withAgent = await world.visitor("Ken Adeyemi");
    await withAgent.say("Hello?");
    const inbox = await world.app(world.ana);
    await expect(inbox.row("Ken Adeyemi", "Chatting with")).toBeVisible();
    await world.ana.api.agent.setAvailable.mutate({ available: false });
    const asker = await world.visitor("Priya Shah");
    await asker.say("A person, please");
    await asker.api.session.askPerson.mutate({ sessionId: asker.sessionId });
    const widget = await world.shop();
    await widget.begin();
    await widget.say("Can I return opened tea?");
    await expect(widget.waiting).toContainText("You are number 2 in line");

    const settings = await world.app(world.ana, "/settings/answering");
    const stayed = await watchReloads(widget.page, inbox.page);
    await settings.page.getByRole("radio", { name: "Chatbot", exact: true }).click();

    await expect(
      settings.page.getByRole("status").filter({ hasText: "1 chat moved to the chatbot." }),
    ).toContainText("1 chat stayed in line for a person.");
    await expect(messageIn(widget.log, "The chatbot can help you now.")).toBeVisible();
    await expect(messageIn(widget.log, "Yes, within 30 days.")).toBeVisible();
    await expect(widget.waiting).toHaveCount(0);
    await expect(inbox.row("Maria Lopez", "Chatbot")).toBeVisible();
    await expect(inbox.row("Priya Shah", "Waiting")).toBeVisible();
    await expect(inbox.row("Ken Adeyemi", "Chatting with")).toBeVisible();
    await stayed();
  });

  test("is undone with one click: chats that nobody has written in go back where they were", async ({
    world,
  }) => {
    const widget = await world.shop();
    await widget.begin();
    await widget.say("Hello");
    await expect(widget.log.getByRole("listitem")).toHaveCount(2);
    const settings = await world.app(world.ana, "/settings/answering");
    await world.ana.api.agent.setAvailable.mutate({ available: false });

    await settings.page.getByRole("radio", { name: "Live agents", exact: true }).click();
    await expect(widget.waiting).toBeVisible();
    await settings.page.getByRole("button", { name: "Undo", exact: true }).click();

    await expect(widget.waiting).toHaveCount(0);
    await expect(widget.talkToPerson).toBeVisible();
    await expect(settings.page.getByRole("radio", { name: "Chatbot", exact: true })).toBeChecked();
    await expect(settings.mode("Chatbot answers")).toBeVisible();
  });

  test("cannot be turned by an agent, who is told whom to ask", async ({ world }) => {
    const ben = await world.hire("Ben");
    const settings = await world.app(ben, "/settings/answering");
    await expect(settings.page.getByRole("radio", { name: "Live agents", exact: true })).toBeDisabled();
    await expect(
      settings.page.getByText("You need an admin to change this. Admins: Ana Ruiz."),
    ).toBeVisible();
    await expect(ben.api.settings.turnSwitch.mutate({ answers: "agents" })).rejects.toThrow();
  });
});
