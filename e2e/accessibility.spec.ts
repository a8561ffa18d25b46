import { expect } from "playwright/test";
import { streamsText } from "#server/bots/testing/fake-bot-server.ts";
import { SETTINGS_PAGES } from "../src/client/features/settings/layout/settings-pages.ts";
import { PASSWORD } from "./support/member-accounts.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { startSwitchboardProcess } from "./support/switchboard-process.ts";
import { messageIn } from "./support/widget-page.ts";
import { test } from "./support/testbed.ts";

const TIMEOUT = { timeout: 20_000 };

test.describe("axe finds no violations", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`in the widget with the chatbot, ${colorScheme}: closed, form, errors, chat, thinking, streaming, answered`, async ({
      testbed,
    }) => {
      const rest = Promise.withResolvers<void>();
      const first = Promise.withResolvers<void>();
      await testbed.connectBot(
        streamsText(
          first.promise,
          "Opened **tea** can be ",
          rest.promise,
          "[returned](https://example.com).",
        ),
      );
      const widget = await testbed.widgetPage(undefined, { colorScheme });
      const { page } = widget;
      await expect(widget.bubble).toBeVisible();
      await expectAccessible(page, "closed");
      await widget.open();
      await expectAccessible(page, "form");
      await widget.start.click();
      await expectAccessible(page, "form with errors");
      await widget.name.fill("Maria Lopez");
      await widget.email.fill("maria@example.com");
      await widget.start.click();
      await expect(widget.message).toBeVisible();
      await expectAccessible(page, "chat with the chatbot");
      await widget.send("Can I return opened tea?");
      await expect(widget.button("Stop")).toBeVisible();
      await expectAccessible(page, "thinking");
      first.resolve();
      await expect(widget.dialog.getByText("can be")).toBeVisible();
      await expectAccessible(page, "streaming");
      rest.resolve();
      await expect(messageIn(widget.log, "returned (example.com).")).toBeVisible();
      await expectAccessible(page, "answered");
      await widget.button("More options").click();
      await expectAccessible(page, "menu");
    });

    test(`in the widget with people, ${colorScheme}: waiting, with an agent, offline, warning, ended, unread`, async ({
      testbed,
    }) => {
      await testbed.answerWith("agents");
      await testbed.ana.api.agent.setAvailable.mutate({ available: false });
      const widget = await testbed.widgetPage(undefined, { colorScheme });
      const { page } = widget;
      await widget.startChat();
      await expect(widget.waiting).toBeVisible();
      await expectAccessible(page, "waiting");
      const inbox = await testbed.inboxPage(testbed.ana);
      await inbox.acceptNext.click();
      await inbox.lane("Maria Lopez").send("Hello Maria");
      await expect(messageIn(widget.log, "Hello Maria")).toBeVisible();
      await widget.send("Hello Ana");
      await expect(messageIn(widget.log, "Hello Ana")).toContainText("Seen");
      await expectAccessible(page, "with an agent");
      await widget.button("Minimise").click();
      await inbox.lane("Maria Lopez").send("Are you there?");
      await expect(widget.bubble).toHaveAccessibleName(/unread/);
      await expectAccessible(page, "unread, with a preview");
      await widget.bubble.click();

      await page.context().setOffline(true);
      await expect(widget.dialog.getByText("You're offline.")).toBeVisible(TIMEOUT);
      await widget.send("Written offline");
      await expect(messageIn(widget.log, "Written offline")).toContainText("Sending…");
      await expectAccessible(page, "offline");
      await page.context().setOffline(false);
      await expect(messageIn(widget.log, "Written offline")).toContainText(/Sent|Seen/, TIMEOUT);

      await testbed.endAfter(10, 5);
      await widget.send("The last word");
      await expect(widget.button("Keep chat open")).toBeVisible(TIMEOUT);
      await expectAccessible(page, "warning");
      await expect(widget.button("Start a new chat")).toBeVisible(TIMEOUT);
      await expectAccessible(page, "ended");
      await widget.button("Start a new chat").click();
      await expect(widget.button("Not you?")).toBeVisible();
      await expectAccessible(page, "form, filled in");
    });

    test(`in the agents' inbox, ${colorScheme}, wide, narrow and on a phone`, async ({ testbed }) => {
      // Many states are checked, each against all rules.
      test.slow();
      for (const name of ["Maria Lopez", "Jo Winters"])
        await (await testbed.customer(name)).send("What is Switchboard?");
      await testbed.answerWith("agents");
      const inbox = await testbed.inboxPage(testbed.ana, "/inbox", {
        colorScheme,
        viewport: { width: 1440, height: 900 },
      });
      await expect(inbox.lane("Jo Winters").log).toContainText("pass your question on");
      await testbed.ana.api.agent.setAvailable.mutate({ available: false });
      const waiting = await testbed.customer("Ken Adeyemi");
      await waiting.send("Hello?");
      await expect(inbox.row("Ken Adeyemi", "Waiting")).toBeVisible();
      await inbox.lane("Maria Lopez").reply.fill("A draft");
      await expectAccessible(inbox.page, "1440");
      await inbox.lane("Maria Lopez").button("Collapse").click();
      await expectAccessible(inbox.page, "1440, one collapsed");
      await inbox.lane("Jo Winters").button("End chat").click();
      await expectAccessible(inbox.page, "1440, one ending", "[aria-label='Chat with Jo Winters']");
      // The chat may already have ended: axe can take longer than the five seconds in which the end can be undone.
      await expect(inbox.lane("Jo Winters").log).toContainText("Ana Ruiz ended the chat", TIMEOUT);
      await inbox.page.setViewportSize({ width: 1024, height: 768 });
      await expectAccessible(inbox.page, "1024");
      await inbox.page.setViewportSize({ width: 390, height: 844 });
      await expectAccessible(inbox.page, "390, chat");
      await inbox.page.goto(`${testbed.url}/inbox`);
      await expect(inbox.row("Ken Adeyemi")).toBeVisible();
      await expectAccessible(inbox.page, "390, list");
      await inbox.page.getByRole("button", { name: "Account menu" }).click();
      await expectAccessible(inbox.page, "390, account menu");
    });

    test(`in the settings, ${colorScheme}, wide and on a phone`, async ({ testbed }) => {
      // Many pages are checked, each against all rules.
      test.slow();
      await testbed.ana.api.team.invite.mutate({ email: "ken@fern.example", role: "agent" });
      const { page } = await testbed.inboxPage(testbed.ana, "/settings/answering", {
        colorScheme,
        viewport: { width: 1440, height: 900 },
      });
      // Check dark colours at one width only: they do not depend on it.
      for (const width of colorScheme === "light" ? [1440, 390] : [390]) {
        await page.setViewportSize({ width, height: 844 });
        for (const { name } of SETTINGS_PAGES) {
          await page.goto(`${testbed.url}/settings/${name}`);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await expect(page.getByRole("status", { name: "Loading…" })).toHaveCount(0);
          await expectAccessible(page, `${name}, ${width}`);
        }
      }
      await page.goto(`${testbed.url}/settings`);
      await expect(page.getByRole("navigation", { name: "Settings pages", exact: true })).toBeVisible();
      await expectAccessible(page, "settings list, 390");
      await page.goto(`${testbed.url}/settings/team`);
      await page.getByRole("button", { name: "Invite people", exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page, "inviting");
      await page.goto(`${testbed.url}/settings/sign-in`);
      await page.getByRole("button", { name: "Turn on two-step sign-in", exact: true }).click();
      await expect(page.getByRole("img", { name: "Code for your authenticator app" })).toBeVisible();
      await expectAccessible(page, "turning on two-step sign-in");
    });
  }

  test("in set-up, sign-in, invitation, the first inbox and the demo page", async ({ page }) => {
    await using switchboard = await startSwitchboardProcess();
    const box = (name: string) => page.getByRole("textbox", { name, exact: true });
    await page.goto(switchboard.setUpLink());
    const create = page.getByRole("button", { name: "Create workspace", exact: true });
    await create.click();
    await expect(
      page.getByText("Enter your password.").or(page.getByText("Use at least 12 characters.")),
    ).toBeVisible();
    await expectAccessible(page, "set-up with errors");
    await box("Company name").fill("Acorn Bikes");
    await box("Your name").fill("Noor");
    await box("Email").fill("noor@acorn.example");
    await box("Password").fill(PASSWORD);
    await create.click();
    await expect(page.getByRole("link", { name: "Open demo page" })).toBeVisible();
    await expectAccessible(page, "the first inbox");
    await page.goto(`${switchboard.url}/demo`);
    await expect(page.getByRole("button", { name: "Open chat", exact: true })).toBeVisible();
    await expectAccessible(page, "demo");
    await page.context().clearCookies();
    await page.goto(`${switchboard.url}/login`);
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    await expectAccessible(page, "sign-in");
    await page.goto(`${switchboard.url}/invite/no-such-invitation`);
    await expect(page.getByText("This invitation has been used")).toBeVisible();
    await expectAccessible(page, "a used invitation");
    await page.goto(`${switchboard.url}/reset#no-such-link`);
    await expect(page.getByText("This link has been used")).toBeVisible();
    await expectAccessible(page, "a used reset link");
  });
});
