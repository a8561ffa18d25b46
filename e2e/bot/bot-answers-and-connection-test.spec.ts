import { expect } from "playwright/test";
import {
  answersWhole,
  type BotReply,
  event,
  fails,
  finishes,
  type ReceivedRequest,
  textEvent,
  streamsText,
  startBotServer,
  streams,
} from "#server/bots/testing/fake-bot-server.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const never = new Promise(() => {});
const TOKEN = "sk-the-right-one-3f9a";

/** Creates the reply of a bot server that accepts only one token. */
function withToken(reply: BotReply) {
  return ({ headers }: ReceivedRequest) =>
    headers["authorization"] === `Bearer ${TOKEN}` ? reply : fails(401, "Incorrect API key provided");
}

test.describe("the connection test", () => {
  test("explains a wrong token, passes with the right one, and the saved chatbot answers customers", async ({
    testbed,
  }) => {
    await using bot = await startBotServer(withToken(streamsText("Hello! ", "How can I help?")));
    const { page } = await testbed.inboxPage(testbed.ana, "/settings/chatbot");
    const box = (name: string) => page.getByRole("textbox", { name, exact: true });
    const testButton = page.getByRole("button", { name: "Test connection", exact: true });
    const result = page
      .getByRole("region", { name: "Test result", exact: true })
      .or(page.getByRole("status", { name: "Test result", exact: true }));

    await box("Chatbot URL").fill(`${bot.url}/chat/completions`);
    await box("Auth token").fill("sk-wrong");
    await page.getByRole("combobox", { name: "Model", exact: true }).fill("tea-1");
    await page.keyboard.press("Tab");
    await testButton.click();
    await expect(result).toContainText("Reached the server");
    await expect(result).toContainText("The server rejected the token.");
    await expect(result).toContainText(`Address called: ${bot.url}/chat/completions`);
    await expect(result).not.toContainText("Incorrect API key");

    await box("Auth token").fill(TOKEN);
    await testButton.click();
    for (const text of [
      "Reached the server",
      "Token accepted",
      "Model answered",
      "First words received",
      "Hello! How can I help?",
    ])
      await expect(result).toContainText(text);
    await expect(result).not.toContainText("The server rejected the token.");
    const sample = await result.getByText("Hello! How can I help?", { exact: true }).boundingBox();
    const save = await page.getByRole("button", { name: "Save", exact: true }).boundingBox();
    expect((sample?.y ?? 0) + (sample?.height ?? 0), "the save bar does not cover it").toBeLessThan(
      save?.y ?? 0,
    );

    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(box("Auth token")).toHaveValue("••••••••3f9a");
    await page.reload();
    await expect(box("Auth token")).toHaveValue("••••••••3f9a");
    expect(await page.content()).not.toContain(TOKEN);

    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Good morning");
    await expect(messageIn(widget.log, "Hello! How can I help?")).toBeVisible();
  });

  test("explains other problems: the address, the model, the format of answers", async ({ testbed }) => {
    await using bot = await startBotServer(fails(404, "The model `tea-9` does not exist"));
    bot.models = ["tea-1", "tea-2"];
    const { page } = await testbed.inboxPage(testbed.ana, "/settings/chatbot");
    const result = page
      .getByRole("region", { name: "Test result", exact: true })
      .or(page.getByRole("status", { name: "Test result", exact: true }));
    const testAt = async (url: string) => {
      await page.getByRole("textbox", { name: "Chatbot URL", exact: true }).fill(url);
      await page.getByRole("combobox", { name: "Model", exact: true }).fill("tea-9");
      await page.keyboard.press("Tab");
      await page.getByRole("button", { name: "Test connection", exact: true }).click();
    };

    await testAt(bot.url);
    await expect(result).toContainText("The server does not know this model.");
    await expect(result).toContainText("Known: tea-1, tea-2.");
    bot.follow({
      status: 200,
      headers: { "content-type": "text/html" },
      body: ["<!doctype html>"],
      end: "properly",
    });
    await testAt(bot.url);
    await expect(result).toContainText("The answer is not in the OpenAI format.");
    await testAt("http://127.0.0.1:9/v1");
    await expect(result).toContainText("The server could not be reached.");
    await testAt("https://169.254.169.254/v1");
    await expect(result).toContainText("This address is not allowed.");
  });
});

test.describe("a connected chatbot", () => {
  test("streams its answer, can be stopped, and keeps the chat", async ({ testbed }) => {
    const bot = await testbed.connectBot(streamsText("Opened tea can be ", never));
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Can I return opened tea?");
    await expect(widget.dialog.getByText("Opened tea can be")).toBeVisible();
    await expect(messageIn(widget.log, "Opened tea can be")).toHaveCount(0);

    await widget.button("Stop").click();
    await expect(messageIn(widget.log, "Opened tea can be")).toContainText("Stopped");
    await expect(widget.button("Stop")).toHaveCount(0);
    await expect(widget.talkToPerson).toBeVisible();

    bot.follow(streamsText("Within 30 days."));
    await widget.send("In short?");
    await expect(messageIn(widget.log, "Within 30 days.")).toBeVisible();
  });

  test("that fails puts the customer in the queue with one message, and the agent sees why", async ({
    testbed,
  }) => {
    await testbed.connectBot(fails(500, "secret stack trace"));
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Can I return opened tea?");
    await expect(messageIn(widget.log, "I can't answer right now. I'm passing you to a person.")).toHaveCount(
      1,
    );
    await expect(widget.waiting).toContainText("You're next");
    await expect(widget.dialog.getByText("secret stack trace")).toHaveCount(0);

    const inbox = await testbed.inboxPage(testbed.ana);
    await inbox.row("Maria Lopez", "Waiting").click();
    await expect(inbox.lane("Maria Lopez").log).toContainText(
      "The chatbot could not answer: it had an error",
    );
    await inbox.lane("Maria Lopez").button("Accept").click();
    await expect(messageIn(widget.log, "Ana Ruiz joined the chat")).toBeVisible();
  });

  test("works with variants of the OpenAI format", async ({ testbed }) => {
    const bot = await testbed.connectBot(answersWhole("All at once, as JSON."));
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("One");
    await expect(messageIn(widget.log, "All at once, as JSON.")).toBeVisible();

    bot.follow(
      streams(
        ": keep-alive\n\n",
        event({ choices: [], usage: null, x_extra: 1 }),
        textEvent("Without "),
        textEvent("an end mark."),
        finishes(),
      ),
    );
    await widget.send("Two");
    await expect(messageIn(widget.log, "Without an end mark.")).toBeVisible();

    bot.follow((_, count) =>
      count === 3 ? fails(429, "slow down", { "retry-after": "1" }) : streamsText("After a pause."),
    );
    await widget.send("Three");
    await expect(messageIn(widget.log, "After a pause.")).toBeVisible();

    bot.follow({ ...streams(textEvent("Cut in the mid")), end: "torn" });
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });
    await widget.send("Four");
    await expect(messageIn(widget.log, "I can't answer right now.")).toBeVisible();
  });

  test("that does not know the answer offers a person, and the customer decides whether to wait", async ({
    testbed,
  }) => {
    await testbed.ana.api.settings.setFallbacks.mutate({ onPersonAsked: "confirm" });
    await testbed.ana.api.agent.setAvailable.mutate({ available: false });
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("How tall is the tower of Pisa in furlongs?");
    await expect(messageIn(widget.log, "I can't answer this myself")).toBeVisible();
    await widget.talkToPerson.click();
    await widget.button("Stay with the chatbot").click();
    await expect(widget.waiting).toHaveCount(0);
    await widget.talkToPerson.click();
    await widget.button("Wait for a person").click();
    await expect(widget.waiting).toContainText("You're next");
    await widget.button("Ask the chatbot").click();
    await expect(widget.waiting).toHaveCount(0);
    await expect(widget.talkToPerson).toBeVisible();
  });
});
