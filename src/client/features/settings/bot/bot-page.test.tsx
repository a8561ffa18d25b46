import { openPage } from "../../../testing/page.tsx";
import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, type Mock, spyOn, test } from "bun:test";
import type { ChatbotSettings } from "#domain/model/settings.ts";
import { reauthenticationRequest } from "../../../api/reauthentication-request.ts";
import { refusal, serverError } from "../../../testing/fake-server.ts";
import { newMe } from "../../../testing/fixtures.ts";
import { changeElsewhere, serveSettings } from "../../../testing/serve-settings.ts";
import { SettingsNav } from "../layout/settings-nav.tsx";
import { BotPage } from "./bot-page.tsx";

const page = openPage();
let asked: Mock<typeof confirm>;

beforeEach(() => {
  asked = spyOn(globalThis, "confirm").mockImplementation(() => false);
});

afterEach(() => {
  asked.mockRestore();
});

const CHATBOT: ChatbotSettings = {
  url: "https://bot.example/v1",
  model: "small",
  instructions: "Be brief.",
  timeoutMs: 20_000,
  name: "Robin",
  usesKnowledge: true,
};

/** Renders the page, with the links to the other pages beside it. */
async function drawPage({
  role = "admin" as const,
  ...changes
}: { role?: "admin" | "agent"; tokenHint?: string | null } = {}) {
  page.me = newMe({ role });
  const stored = serveSettings(page.server, {
    settings: { chatbot: CHATBOT },
    tokenHint: "9f3a",
    ...changes,
  });
  page.draw(
    <>
      <SettingsNav />
      <BotPage />
    </>,
  );
  await page.settle();
  return stored;
}

function field(name: string) {
  return screen.getByRole<HTMLInputElement>("textbox", { name });
}

async function retype(name: string, text: string) {
  await page.user.clear(field(name));
  await page.user.type(field(name), text);
}

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
}

/** The input of the last save. */
function lastSaved() {
  return page.server.inputs("settings.setChatbot").at(-1);
}

test("what is stored stands in the form, and nothing is to be saved", async () => {
  await drawPage();

  expect(field("Chatbot URL").value).toBe("https://bot.example/v1");
  expect(field("Name shown").value).toBe("Robin");
  expect(screen.getByRole<HTMLInputElement>("spinbutton", { name: "Reply timeout" }).value).toBe("20");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
});

test("a stored token is kept unless it is replaced", async () => {
  await drawPage();

  await retype("Name shown", "Wren");
  await press("Save");

  expect(lastSaved()).toEqual({ ...CHATBOT, name: "Wren", token: null });
});

test("after it is saved it says so, and nothing is left to save", async () => {
  await drawPage();

  await retype("Name shown", "Wren");
  await press("Save");

  expect(screen.getByText("Saved")).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  expect(field("Name shown").value).toBe("Wren");
});

test("a replaced token is sent, and then shown by its last characters", async () => {
  await drawPage();

  await press("Replace token");
  await page.user.type(field("Auth token"), "sk-new-token-77b1");
  await press("Save");

  expect(lastSaved()).toEqual({ ...CHATBOT, token: "sk-new-token-77b1" });
  expect(field("Auth token").value).toBe("••••••••77b1");
  expect(field("Auth token").readOnly).toBe(true);
});

test("replacing the token is something unsaved, until the stored one is kept", async () => {
  await drawPage();

  await press("Replace token");
  expect(screen.getByText("Unsaved changes")).toBeDefined();

  await press("Keep the stored token");
  expect(screen.queryByText("Unsaved changes")).toBeNull();
  expect(field("Auth token").readOnly).toBe(true);
});

test("with none stored the token is open to be typed", async () => {
  await drawPage({ tokenHint: null });

  expect(field("Auth token").readOnly).toBe(false);
  await page.user.type(field("Auth token"), "sk-1");
  await press("Save");

  expect(lastSaved()?.token).toBe("sk-1");
});

test("an address of another server opens the token, for the stored one is not sent there", async () => {
  await drawPage();

  await retype("Chatbot URL", "https://else.example/v1");

  expect(field("Auth token").readOnly).toBe(false);
  expect(
    screen.getByText("The address is on another server. Enter its token: the stored one is not sent there."),
  ).toBeDefined();
});

test("another path of the same server keeps the stored token", async () => {
  await drawPage();

  await retype("Chatbot URL", "https://bot.example/v2");

  expect(field("Auth token").readOnly).toBe(true);
});

test("Discard brings back what is stored, the token too", async () => {
  await drawPage();
  await retype("Name shown", "Wren");
  await press("Replace token");

  await press("Discard");

  expect(field("Name shown").value).toBe("Robin");
  expect(field("Auth token").readOnly).toBe(true);
  expect(page.server.inputs("settings.setChatbot")).toEqual([]);
});

test("what somebody else has changed meanwhile is not undone by a save", async () => {
  const stored = await drawPage();
  await retype("Name shown", "Wren");

  const theirs = { ...CHATBOT, instructions: "Be kind." };
  await changeElsewhere(page, stored, { chatbot: theirs });
  await press("Save");

  expect(lastSaved()).toEqual({ ...theirs, name: "Wren", token: null });
});

test("what somebody else has changed appears, if nobody is typing", async () => {
  const stored = await drawPage();

  const theirs = { ...CHATBOT, name: "Theirs" };
  await changeElsewhere(page, stored, { chatbot: theirs });

  expect(field("Name shown").value).toBe("Theirs");
});

test("a refusal is put into words, and what was typed stays", async () => {
  await drawPage();
  page.server.answers["settings.setChatbot"] = () => {
    throw refusal("token-required");
  };

  await retype("Name shown", "Wren");
  await press("Save");

  expect(
    screen.getByText(
      "This address is on another server, so the stored token is not sent there. Enter its token.",
    ),
  ).toBeDefined();
  expect(field("Name shown").value).toBe("Wren");
});

test("a server that stumbles leaves it unsaved, to be tried again", async () => {
  await drawPage();
  page.server.answers["settings.setChatbot"] = () => {
    throw serverError();
  };

  await retype("Name shown", "Wren");
  await press("Save");

  expect(screen.getByText("Not saved. Try again.")).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(false);
});

test("who does not confirm that it is them is told that nothing was saved", async () => {
  await drawPage();
  page.server.answers["settings.setChatbot"] = () => {
    throw refusal("proof-needed");
  };

  await retype("Name shown", "Wren");
  await press("Save");
  act(() => reauthenticationRequest.get()?.answer(false));
  await page.settle();

  expect(screen.getByText("Not saved: you didn't confirm it's you.")).toBeDefined();
});

test("unsaved text is not left behind without a question", async () => {
  await drawPage();
  const link = screen.getByRole("link", { name: "Widget" });

  await retype("Name shown", "Wren");
  fireEvent.click(link);

  expect(asked.mock.calls).toEqual([["You have unsaved changes. Leave without saving them?"]]);
  expect(location.pathname).not.toBe("/settings/widget");
});

test("with nothing unsaved one leaves without a question", async () => {
  await drawPage();

  fireEvent.click(screen.getByRole("link", { name: "Widget" }));

  expect(asked).not.toHaveBeenCalled();
});

test("an agent can neither change, test nor save it", async () => {
  await drawPage({ role: "agent" });

  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Test connection" })).toBeNull();
  expect(screen.getByRole<HTMLFieldSetElement>("group").disabled).toBe(true);
});
