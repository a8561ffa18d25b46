import { expect } from "playwright/test";
import { streamsText } from "#server/bots/testing/fake-bot-server.ts";
import { test } from "../support/testbed.ts";
import { messageIn } from "../support/widget-page.ts";

/** The later part, however often it is asked for. */
const LATER = /\/assets\/later-/;
const LONG = { timeout: 20_000 };

test.describe("the widget's later part", () => {
  test("is loaded with the first message and not before, and is kept by the browser", async ({ testbed }) => {
    await testbed.connectBot(streamsText("It is **blue**."));
    await testbed.answerWith("bot");
    const widget = await testbed.widgetPage();
    const asked: string[] = [];
    widget.page.on("request", (request) => {
      if (LATER.test(request.url())) asked.push(request.url());
    });
    await widget.startChat();
    await widget.message.fill("Which kettle");
    await expect(widget.log.getByText("I'm a chatbot.")).toBeVisible();
    expect(asked).toEqual([]);

    const response = widget.page.waitForResponse(LATER);
    await widget.send("Which kettle is it?");
    await expect(widget.log.locator("strong", { hasText: "blue" })).toBeVisible();
    expect(asked).toHaveLength(1);
    expect((await response).headers()["cache-control"]).toContain("immutable");
  });

  test("that cannot be fetched leaves every word readable and the chat usable, and comes when it can", async ({
    testbed,
  }) => {
    await testbed.connectBot(streamsText("It is **blue**."));
    await testbed.answerWith("bot");
    const widget = await testbed.widgetPage();
    await widget.page.route(LATER, (route) => route.abort());
    await widget.startChat();
    await widget.send("Which kettle?");
    await expect(messageIn(widget.log, "Which kettle?").getByText("Sent")).toBeVisible();
    await expect(messageIn(widget.log, "It is **blue**.")).toBeVisible();
    await widget.send("And the other?");
    await expect(messageIn(widget.log, "And the other?").getByText("Sent")).toBeVisible();
    await widget.message.fill("My next words");

    await widget.page.unroute(LATER);
    await expect(widget.log.locator("strong", { hasText: "blue" }).first()).toBeVisible(LONG);
    await expect(widget.message).toHaveValue("My next words");
    await expect(widget.message).toBeFocused();
    await expect(messageIn(widget.log, "And the other?")).toHaveCount(1);
  });

  test("that cannot be fetched leaves the way to a new chat after the end", async ({ testbed }) => {
    const widget = await testbed.widgetPage();
    await widget.page.route(LATER, (route) => route.abort());
    await widget.startChat();
    await widget.send("Which kettle?");
    await widget.button("More options").click();
    await widget.dialog.getByRole("menuitem", { name: "End chat" }).click();
    await widget.button("End chat").click();

    await expect(messageIn(widget.log, "Which kettle?")).toBeVisible();
    await widget.button("Start a new chat").click();
    await expect(widget.form).toBeVisible();
  });

  test("that the server has no more, because it has another build, is loaded with a frame of that build", async ({
    testbed,
  }) => {
    const widget = await testbed.widgetPage();
    await widget.page.clock.install();
    await widget.page.reload();
    const written = Promise.withResolvers<void>();
    await widget.page.route(LATER, async (route) => {
      await written.promise;
      await route.fulfill({ status: 404 });
    });
    await widget.startChat();
    await widget.page.clock.fastForward("02:00");
    await widget.send("Which **kettle**?");
    await expect(messageIn(widget.log, "Which **kettle**?").getByText("Sent")).toBeVisible();
    await widget.message.fill("My next words");
    const loadedAgain = widget.page.waitForEvent("framenavigated");
    written.resolve();
    await loadedAgain;
    await widget.page.unroute(LATER);

    await expect(messageIn(widget.log, "Which **kettle**?").getByText("Today")).toBeVisible(LONG);
    await expect(widget.message).toHaveValue("My next words");
  });
});
