import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { newMe } from "../../../testing/fixtures.ts";
import { serveSettings } from "../../../testing/serve-settings.ts";
import { BotPage } from "./bot-page.tsx";

const page = openPage();

beforeEach(async () => {
  page.me = newMe({ role: "admin" });
  serveSettings(page.server);
  page.draw(<BotPage />);
  await page.settle();
});

async function retype(field: HTMLElement, text: string) {
  await page.user.clear(field);
  if (text !== "") await page.user.type(field, text);
}

async function save() {
  await page.user.click(screen.getByRole("button", { name: "Save" }));
  await page.settle();
}

function textbox(name: string) {
  return screen.getByRole<HTMLInputElement>("textbox", { name });
}

/** The accessible error message of a field. */
function errorAt(field: HTMLElement) {
  const isWrong = field.getAttribute("aria-invalid") === "true";
  return isWrong ? document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent : null;
}

test.each(["bot.example", "ftp://bot.example", "https:// "])(
  "“%s” is no address of a chatbot",
  async (url) => {
    await retype(textbox("Chatbot URL"), url);
    await save();

    expect(errorAt(textbox("Chatbot URL"))).toBe(
      "Enter an address that starts with https://, such as https://api.openai.com/v1.",
    );
    expect(page.server.inputs("settings.setChatbot")).toEqual([]);
  },
);

test("an own chatbot needs a model, the built-in one does not", async () => {
  const model = screen.getByRole("combobox", { name: "Model" });
  await retype(textbox("Chatbot URL"), "https://bot.example/v1");
  await save();
  expect(errorAt(model)).toBe("Enter the name of the model on the server.");

  await retype(textbox("Chatbot URL"), "");
  await retype(textbox("Name shown"), "Wren");
  await save();
  expect(errorAt(model)).toBeNull();
  expect(page.server.inputs("settings.setChatbot")).toMatchObject([{ url: "", model: "", name: "Wren" }]);
});

test.each(["4", "61", "7.5", ""])("a reply timeout of “%s” seconds is not taken", async (seconds) => {
  const timeout = screen.getByRole("spinbutton", { name: "Reply timeout" });
  await retype(timeout, seconds);
  await save();

  expect(errorAt(timeout)).toBe("Between 5 and 60 seconds.");
  expect(page.server.inputs("settings.setChatbot")).toEqual([]);
});

test("the reply timeout is typed in seconds and sent in milliseconds", async () => {
  await retype(screen.getByRole("spinbutton", { name: "Reply timeout" }), "45");
  await save();

  expect(page.server.inputs("settings.setChatbot")).toMatchObject([{ timeoutMs: 45_000 }]);
});

test("the chatbot has a name", async () => {
  await retype(textbox("Name shown"), " ");
  await save();

  expect(errorAt(textbox("Name shown"))).toBe("Enter the name customers see above the chatbot's answers.");
});

test("instructions are counted as they are typed", async () => {
  await retype(textbox("Instructions"), "Be brief.");

  expect(screen.getByText("9 / 8000")).toBeDefined();
});

test("instructions that are too long are not taken", async () => {
  await page.user.clear(textbox("Instructions"));
  await page.user.click(textbox("Instructions"));
  await page.user.paste("x".repeat(8_001));
  await save();

  expect(errorAt(textbox("Instructions"))).toBe("At most 8000 characters.");
});

test("the example of instructions comes back, with the company's name, to be saved", async () => {
  await retype(textbox("Instructions"), "Be brief.");

  await page.user.click(screen.getByRole("button", { name: "Reset to our example" }));
  expect(textbox("Instructions").value).toStartWith("You are the assistant of Tea House.");
});

test("whether the knowledge base is used is saved with the rest", async () => {
  await page.user.click(screen.getByRole("switch", { name: "Use knowledge base", checked: true }));
  expect(screen.getByRole("switch", { name: "Use knowledge base", checked: false })).toBeDefined();
  await save();

  expect(page.server.inputs("settings.setChatbot")).toMatchObject([{ usesKnowledge: false }]);
});
