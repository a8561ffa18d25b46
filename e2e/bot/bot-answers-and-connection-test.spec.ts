import { expect } from "playwright/test";
import {
  answersWhole,
  type BotReply,
  event,
  fails,
  finishes,
  type HeardRequest,
  says,
  speaks,
  startBotServer,
  streams,
} from "#server/bots/testing/fake-bot-server.ts";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const never = new Promise(() => {});
const TOKEN = "sk-the-right-one-3f9a";

/** A server that knows one token. */
function guarded(reply: BotReply) {
  return ({ headers }: HeardRequest) =>
    headers["authorization"] === `Bearer ${TOKEN}` ? reply : fails(401, "Incorrect API key provided");
}

test.describe("the connection test", () => {
  test("explains a wrong token, passes all four checks with the right one, and what is saved answers customers", async ({
    world,
  }) => {
    await using bot = await startBotServer(guarded(speaks("Hello! ", "How can I help?")));
    const { page } = await world.app(world.ana, "/settings/chatbot");
    const box = (name: string) => page.getByRole("textbox", { name, exact: true });
    const testIt = page.getByRole("button", { name: "Test connection", exact: true });
    const result = page
      .getByRole("region", { name: "Test result", exact: true })
      .or(page.getByRole("status", { name: "Test result", exact: true }));

    await box("Chatbot URL").fill(`${bot.url}/chat/completions`);
    await box("Auth token").fill("sk-wrong");
    await page.getByRole("combobox", { name: "Model", exact: true }).fill("tea-1");
    await page.keyboard.press("Tab");
    await testIt.click();
    await expect(result).toContainText("Reached the server");
    await expect(result).toContainText("The server said the token is wrong.");
    await expect(result).toContainText(`Address called: ${bot.url}/chat/completions`);
    await expect(result).not.toContainText("Incorrect API key");

    await box("Auth token").fill(TOKEN);
    await testIt.click();
    for (const line of [
      "Reached the server",
      "Token accepted",
      "Model answered",
      "First words came",
      "Hello! How can I help?",
    ])
      await expect(result).toContainText(line);
    await expect(result).not.toContainText("The server said the token is wrong.");
    const said = await result.getByText("Hello! How can I help?", { exact: true }).boundingBox();
    const save = await page.getByRole("button", { name: "Save", exact: true }).boundingBox();
    expect((said?.y ?? 0) + (said?.height ?? 0), "the bar does not lie over it").toBeLessThan(save?.y ?? 0);

    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(box("Auth token")).toHaveValue("••••••••3f9a");
    await page.reload();
    await expect(box("Auth token")).toHaveValue("••••••••3f9a");
    expect(await page.content()).not.toContain(TOKEN);

    const widget = await world.shop();
    await widget.begin();
    await widget.say("Good morning");
    await expect(messageIn(widget.log, "Hello! How can I help?")).toBeVisible();
  });

  test("names what else may be wrong: the address, the model, what answers there", async ({ world }) => {
    await using bot = await startBotServer(fails(404, "The model `tea-9` does not exist"));
    bot.models = ["tea-1", "tea-2"];
    const { page } = await world.app(world.ana, "/settings/chatbot");
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

test.describe("the company's own chatbot", () => {
  test("answers word by word, can be stopped, and stays", async ({ world }) => {
    const bot = await world.connectBot(speaks("Opened tea can be ", never));
    const widget = await world.shop();
    await widget.begin();
    await widget.say("Can I return opened tea?");
    await expect(widget.dialog.getByText("Opened tea can be")).toBeVisible();
    await expect(messageIn(widget.log, "Opened tea can be")).toHaveCount(0);

    await widget.button("Stop").click();
    await expect(messageIn(widget.log, "Opened tea can be")).toContainText("Stopped");
    await expect(widget.button("Stop")).toHaveCount(0);
    await expect(widget.talkToPerson).toBeVisible();

    bot.follow(speaks("Within 30 days."));
    await widget.say("In short?");
    await expect(messageIn(widget.log, "Within 30 days.")).toBeVisible();
  });

  test("that fails leaves one honest line and a place in line, and the agent sees why", async ({ world }) => {
    await world.connectBot(fails(500, "secret stack trace"));
    await world.ana.api.agent.setAvailable.mutate({ available: false });
    const widget = await world.shop();
    await widget.begin();
    await widget.say("Can I return opened tea?");
    await expect(messageIn(widget.log, "I can't answer right now. I'm passing you to a person.")).toHaveCount(
      1,
    );
    await expect(widget.waiting).toContainText("You're next");
    await expect(widget.dialog.getByText("secret stack trace")).toHaveCount(0);

    const inbox = await world.app(world.ana);
    await inbox.row("Maria Lopez", "Waiting").click();
    await expect(inbox.lane("Maria Lopez").log).toContainText(
      "The chatbot could not answer: it had an error",
    );
    await inbox.lane("Maria Lopez").button("Accept").click();
    await expect(messageIn(widget.log, "Ana Ruiz joined the chat")).toBeVisible();
  });

  test("is understood in whatever dialect its server speaks", async ({ world }) => {
    const bot = await world.connectBot(answersWhole("All at once, as JSON."));
    const widget = await world.shop();
    await widget.begin();
    await widget.say("One");
    await expect(messageIn(widget.log, "All at once, as JSON.")).toBeVisible();

    bot.follow(
      streams(
        ": keep-alive\n\n",
        event({ choices: [], usage: null, x_extra: 1 }),
        says("Without "),
        says("an end mark."),
        finishes(),
      ),
    );
    await widget.say("Two");
    await expect(messageIn(widget.log, "Without an end mark.")).toBeVisible();

    bot.follow((_, count) =>
      count === 3 ? fails(429, "slow down", { "retry-after": "1" }) : speaks("After a pause."),
    );
    await widget.say("Three");
    await expect(messageIn(widget.log, "After a pause.")).toBeVisible();

    bot.follow({ ...streams(says("Cut in the mid")), end: "torn" });
    await world.ana.api.agent.setAvailable.mutate({ available: false });
    await widget.say("Four");
    await expect(messageIn(widget.log, "I can't answer right now.")).toBeVisible();
  });

  test("that does not know offers a person; asked whether to wait, the customer decides", async ({
    world,
  }) => {
    await world.ana.api.settings.setFallbacks.mutate({ onPersonAsked: "confirm" });
    await world.ana.api.agent.setAvailable.mutate({ available: false });
    const widget = await world.shop();
    await widget.begin();
    await widget.say("How tall is the tower of Pisa in furlongs?");
    await expect(messageIn(widget.log, "I don't know the answer to that.")).toBeVisible();
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
