import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { Answers } from "#domain/model/settings.ts";
import { refusal, serverError } from "../../../testing/fake-server.ts";
import { newMe } from "../../../testing/fixtures.ts";
import { serveSettings } from "../../../testing/serve-settings.ts";
import { AnsweringPage } from "./answering-page.tsx";

const page = openPage();

type Changes = Parameters<typeof serveSettings>[1];

/** Renders the switch on its page, which follows the settings on the server. */
async function drawSwitch(answers: Answers, changes: Changes = {}, role: "admin" | "agent" = "admin") {
  page.me = newMe({ role });
  const turned = { no: 7, answers, at: Date.now(), by: "Olga", undoes: null };
  const stored = serveSettings(page.server, {
    ...changes,
    settings: { switch: turned, ...changes?.settings },
  });
  const turn = (next: Answers) => {
    const { settings } = stored.view;
    const { no } = settings.switch;
    stored.view = {
      ...stored.view,
      settings: { ...settings, switch: { ...settings.switch, answers: next, no: no + 1 } },
    };
    return { no: no + 1, answers: next, moved: 2, kept: 0 };
  };
  page.server.answers["settings.turnSwitch"] = (sent) => turn(sent.answers);
  page.server.answers["settings.undoSwitch"] = () => turn(answers);
  page.draw(<AnsweringPage />);
  await page.settle();
  return stored;
}

function card(name: "Chatbot" | "Live agents") {
  return screen.getByRole<HTMLInputElement>("radio", { name });
}

/** The accessible description of a card. */
function about(name: "Chatbot" | "Live agents") {
  return document.getElementById(card(name).getAttribute("aria-describedby") ?? "")?.textContent ?? "";
}

/** Waits for the next count of chats, which is requested every five seconds. */
async function countAgain() {
  await page.pass(5_000);
  await page.settle();
}

test("whoever answers now is the checked one, with since when and by whom", async () => {
  await drawSwitch("agents");

  expect(card("Live agents").checked).toBe(true);
  expect(card("Chatbot").checked).toBe(false);
  expect(screen.getByText(/^Live agents answer new messages · since .+ \(Olga\)$/)).toBeDefined();
});

test("a turn shows at once, before the server has answered", async () => {
  await drawSwitch("bot");
  page.server.answers["settings.turnSwitch"] = () => new Promise(() => {});

  await page.user.click(card("Live agents"));
  await page.settle();

  expect(card("Live agents").checked).toBe(true);
});

test("what a turn did is said, for ten seconds", async () => {
  await drawSwitch("bot");

  await page.user.click(card("Live agents"));
  await page.settle();

  const done = /^Live agents answer new messages from now on\. 2 chats moved to the queue\./;
  expect(page.server.inputs("settings.turnSwitch")).toEqual([{ answers: "agents" }]);
  expect(screen.getByText(done)).toBeDefined();
  await page.pass(9_000);
  expect(screen.getByText(done)).toBeDefined();
  await page.pass(1_500);
  expect(screen.queryByText(done)).toBeNull();
});

test("a turn can be undone by its number, and the undoing cannot", async () => {
  await drawSwitch("bot");
  await page.user.click(card("Live agents"));
  await page.settle();

  await page.user.click(screen.getByRole("button", { name: "Undo" }));
  await page.settle();

  expect(page.server.inputs("settings.undoSwitch")).toEqual([{ no: 8 }]);
  expect(card("Chatbot").checked).toBe(true);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("a turn that failed is turned back at once, before the settings are read again", async () => {
  await drawSwitch("bot");
  page.server.answers["settings.turnSwitch"] = () => {
    throw serverError();
  };
  page.server.answers["settings.get"] = () => new Promise(() => {});

  await page.user.click(card("Live agents"));
  await page.settle();

  expect(card("Chatbot").checked).toBe(true);
  expect(screen.getByText("Not changed. Try again.")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("an undoing that comes too late says that somebody has turned the switch since", async () => {
  await drawSwitch("bot");
  await page.user.click(card("Live agents"));
  await page.settle();
  page.server.answers["settings.undoSwitch"] = () => {
    throw refusal("nothing-to-undo");
  };

  await page.user.click(screen.getByRole("button", { name: "Undo" }));
  await page.settle();

  expect(screen.getByText("Someone has changed the switch since. Nothing was undone.")).toBeDefined();
  expect(card("Live agents").checked).toBe(true);
});

test("what the other choice would do is counted for the one that is not chosen", async () => {
  await drawSwitch("bot");
  page.server.answers["settings.previewSwitch"] = () => ({
    toAgents: { moved: 3, kept: 0 },
    toBot: { moved: 5, kept: 1 },
  });
  await countAgain();

  expect(screen.getByText(/^Switching to live agents: .*3 chats/)).toBeDefined();
  expect(screen.queryByText(/^Switching to the chatbot:/)).toBeNull();
});

test("towards the chatbot it also says how many stay for a person", async () => {
  await drawSwitch("agents");
  page.server.answers["settings.previewSwitch"] = () => ({
    toAgents: { moved: 3, kept: 0 },
    toBot: { moved: 5, kept: 1 },
  });
  await countAgain();

  expect(
    screen.getByText(/it answers 5 chats from the queue at once\. 1 chat stays: they asked for a person\./),
  ).toBeDefined();
});

test("without an address the chatbot is the built-in one", async () => {
  await drawSwitch("bot");

  expect(about("Chatbot")).toContain("Built-in, answers from your articles");
});

test("with an address it is one's own, by its model", async () => {
  const { settings } = serveSettings(page.server).view;
  const chatbot = { ...settings.chatbot, url: "https://bot.example/v1", model: "small" };
  await drawSwitch("bot", { settings: { chatbot } });

  expect(about("Chatbot")).toContain("Your own chatbot · small");
});

test("a chatbot whose last answer failed is called not working, whichever it is", async () => {
  await drawSwitch("bot", { botTrouble: { cause: "timeout", at: 0 } });

  expect(about("Chatbot")).toContain("Not working");
  expect(about("Chatbot")).not.toContain("Built-in");
});

test("how many agents are available is counted", async () => {
  await drawSwitch("bot", { availableAgents: 2, activeAgents: 3 });

  expect(about("Live agents")).toContain("2 of 3 agents available now.");
});

test("nobody available is a warning", async () => {
  await drawSwitch("bot", { availableAgents: 0, activeAgents: 3 });

  expect(about("Live agents")).toContain("No one is available.");
  expect(about("Live agents")).not.toContain("0 of 3");
});

test("an agent cannot turn it", async () => {
  await drawSwitch("bot", {}, "agent");

  await page.user.click(card("Live agents"));

  expect(card("Live agents").disabled).toBe(true);
  expect(page.server.inputs("settings.turnSwitch")).toEqual([]);
});
