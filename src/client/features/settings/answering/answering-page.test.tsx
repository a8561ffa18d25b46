import { openPage } from "../../../testing/page.tsx";
import { screen, within } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { Assigning } from "#domain/model/settings.ts";
import { serverError } from "../../../testing/fake-server.ts";
import { newMe } from "../../../testing/fixtures.ts";
import { serveSettings } from "../../../testing/serve-settings.ts";
import { AnsweringPage } from "./answering-page.tsx";

const page = openPage();

async function drawPage(role: "admin" | "agent" = "admin", assigning: Partial<Assigning> = {}) {
  page.me = newMe({ role });
  const usual: Assigning = { policy: "least-busy", equalLoad: "take-turns", capacity: 4 };
  const stored = serveSettings(page.server, { settings: { assigning: { ...usual, ...assigning } } });
  page.draw(<AnsweringPage />);
  await page.settle();
  return stored;
}

function combobox(name: string) {
  return screen.getByRole<HTMLSelectElement>("combobox", { name });
}

function radio(group: string, name: string) {
  return within(screen.getByRole("radiogroup", { name: group })).getByRole<HTMLInputElement>("radio", {
    name,
  });
}

test("every choice is saved the moment it is made, each alone", async () => {
  await drawPage();

  await page.user.selectOptions(combobox("When someone asks for a person"), "Ask if they want to wait");
  await page.user.selectOptions(combobox("If the chatbot cannot answer"), "Put them in the queue");
  await page.user.click(radio("When agents are equally busy", "Random"));
  await page.user.click(radio("Give chats to agents by", "Take turns"));
  await page.settle();

  expect(page.server.inputs("settings.setFallbacks")).toEqual([
    { onPersonAsked: "confirm" },
    { onBotUnsure: "queue" },
  ]);
  expect(page.server.inputs("settings.setAssigning")).toEqual([
    { equalLoad: "random" },
    { policy: "take-turns" },
  ]);
});

test("what is stored is what is shown", async () => {
  await drawPage("admin", { policy: "random" });

  expect(radio("Give chats to agents by", "Random").checked).toBe(true);
  expect(combobox("When someone asks for a person").value).toBe("queue");
});

test("how equally busy agents are told apart is asked only where the least busy gets the chat", async () => {
  await drawPage();
  expect(screen.getByRole("radiogroup", { name: "When agents are equally busy" })).toBeDefined();

  await page.user.click(radio("Give chats to agents by", "Random"));
  await page.settle();

  expect(screen.queryByRole("radiogroup", { name: "When agents are equally busy" })).toBeNull();
});

test("a saved choice says so and can be undone", async () => {
  const stored = await drawPage();
  await page.user.click(radio("Give chats to agents by", "Random"));
  await page.settle();

  await page.user.click(screen.getByRole("button", { name: "Undo" }));
  await page.settle();

  expect(radio("Give chats to agents by", "Least busy").checked).toBe(true);
  expect(stored.view.settings.assigning.policy).toBe("least-busy");
});

test("a choice that was not saved is taken back and says so", async () => {
  await drawPage();
  page.server.answers["settings.setFallbacks"] = () => {
    throw serverError();
  };

  await page.user.selectOptions(combobox("If the chatbot cannot answer"), "Put them in the queue");
  await page.settle();

  expect(combobox("If the chatbot cannot answer").value).toBe("offer-person");
  expect(screen.getByText("Not changed. Try again.")).toBeDefined();
});

test("an agent sees everything and changes nothing", async () => {
  await drawPage("agent");

  const controls = [
    ...screen.getAllByRole<HTMLInputElement>("radio"),
    ...screen.getAllByRole<HTMLSelectElement>("combobox"),
    ...screen.getAllByRole<HTMLInputElement>("spinbutton"),
  ];
  expect(controls.length).toBeGreaterThan(8);
  expect(controls.every(({ disabled }) => disabled)).toBe(true);
});
