import { openPage } from "../../../testing/page.tsx";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { refusal, serverError, tooMany } from "../../../testing/fake-server.ts";
import { newMe } from "../../../testing/fixtures.ts";
import { serveSettings } from "../../../testing/serve-settings.ts";
import { BotPage } from "./bot-page.tsx";

const page = openPage();

const REPORT = {
  address: "https://bot.example/v1",
  checks: [{ check: "address", outcome: "ok", ms: 120 }],
  sample: null,
  knownModels: ["small", "large"],
} as const;

beforeEach(async () => {
  page.me = newMe({ role: "admin" });
  serveSettings(page.server);
  page.draw(<BotPage />);
  await page.settle();
});

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
}

function result() {
  return within(screen.getByRole("region", { name: "Test result" }));
}

test("what is typed is tested, saved or not", async () => {
  page.server.answers["settings.testChatbot"] = () => REPORT;
  await page.user.type(screen.getByRole("textbox", { name: "Chatbot URL" }), "https://bot.example/v1");
  await page.user.type(screen.getByRole("combobox", { name: "Model" }), "tiny");
  await press("Test connection");

  expect(page.server.inputs("settings.testChatbot")).toMatchObject([
    { url: "https://bot.example/v1", model: "tiny", token: "" },
  ]);
  expect(result().getByText("Reached the server")).toBeDefined();
  expect(page.server.inputs("settings.setChatbot")).toEqual([]);
});

test("what is no valid form is not tested: the first fault has the focus", async () => {
  await page.user.type(screen.getByRole("textbox", { name: "Chatbot URL" }), "nowhere");
  await press("Test connection");

  expect(page.server.inputs("settings.testChatbot")).toEqual([]);
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Chatbot URL" }));
});

test("while a test runs there is no second one", async () => {
  await press("Test connection");
  await press("Testing…");

  expect(page.server.inputs("settings.testChatbot")).toHaveLength(1);
});

test("models that a test has found are suggested", async () => {
  page.server.answers["settings.testChatbot"] = () => REPORT;
  await press("Test connection");

  const listId = screen.getByRole("combobox", { name: "Model" }).getAttribute("list") ?? "";
  const options = document.getElementById(listId)?.querySelectorAll("option");
  expect([...(options ?? [])].map(({ value }) => value)).toEqual(["small", "large"]);
});

test("a test that runs already is to be waited for", async () => {
  page.server.answers["settings.testChatbot"] = () => {
    throw tooMany();
  };
  await press("Test connection");

  expect(result().getByText("A test is already running. Wait a moment.")).toBeDefined();
});

test("a test that could not be run says so", async () => {
  page.server.answers["settings.testChatbot"] = () => {
    throw serverError();
  };
  await press("Test connection");

  expect(result().getByText("The test could not be run. Try again.")).toBeDefined();
});

test("a test that was refused says why", async () => {
  page.server.answers["settings.testChatbot"] = () => {
    throw refusal("token-required");
  };
  await press("Test connection");

  expect(result().getByText(/^This address is on another server/)).toBeDefined();
});

test("the report before is not shown beside a later problem, nor while the next test runs", async () => {
  page.server.answers["settings.testChatbot"] = () => REPORT;
  await press("Test connection");
  page.server.answers["settings.testChatbot"] = () => {
    throw serverError();
  };
  await press("Test connection");
  expect(result().queryByText("Reached the server")).toBeNull();

  delete page.server.answers["settings.testChatbot"];
  await press("Test connection");
  expect(screen.getByRole("region", { name: "Test result" }).textContent).toBe("");
});
