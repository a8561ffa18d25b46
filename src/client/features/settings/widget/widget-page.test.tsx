import { openPage } from "../../../testing/page.tsx";
import { fireEvent, screen } from "@testing-library/react";
import { expect, spyOn, test } from "bun:test";
import { serverError } from "../../../testing/fake-server.ts";
import { newMe } from "../../../testing/fixtures.ts";
import { changeElsewhere, serveSettings } from "../../../testing/serve-settings.ts";
import { SettingsNav } from "../layout/settings-nav.tsx";
import { WidgetPage } from "./widget-page.tsx";

const page = openPage();

const LOOK = { companyName: "Tea House", greeting: "Hi.", brandColour: "#036c75" };

/** Renders the page, with the links to the other pages beside it. */
async function drawPage(role: "admin" | "agent" = "admin") {
  page.me = newMe({ role });
  const stored = serveSettings(page.server, { settings: { widget: LOOK, sites: ["fern.shop"] } });
  page.server.answers["agent.me"] = () => page.me;
  page.draw(
    <>
      <SettingsNav />
      <WidgetPage />
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

async function save() {
  await page.user.click(screen.getByRole("button", { name: "Save" }));
  await page.settle();
}

/** The accessible error message of a field. */
function errorAt(name: string) {
  const isWrong = field(name).getAttribute("aria-invalid") === "true";
  const id = field(name).getAttribute("aria-describedby") ?? "";
  return isWrong ? document.getElementById(id)?.textContent : null;
}

function saved() {
  return {
    looks: page.server.inputs("settings.setWidget"),
    sites: page.server.inputs("settings.setSites"),
  };
}

test("a changed look is saved without the sites", async () => {
  await drawPage();

  await retype("Greeting", "Hello!");
  await save();

  expect(saved()).toEqual({ looks: [{ ...LOOK, greeting: "Hello!" }], sites: [] });
  expect(screen.getByText("Saved")).toBeDefined();
});

test("changed sites are saved without the look, as the server wants them", async () => {
  await drawPage();

  await retype("Allowed sites", "https://Moss.example/shop, *.fern.shop");
  await save();

  expect(saved()).toEqual({ looks: [], sites: [{ sites: ["moss.example", "*.fern.shop"] }] });
});

test("what somebody else has changed meanwhile is not undone by a save", async () => {
  const stored = await drawPage();
  await retype("Greeting", "Hello!");
  await changeElsewhere(page, stored, { widget: { ...LOOK, companyName: "Coffee House" } });

  await save();

  expect(saved().looks).toEqual([{ ...LOOK, companyName: "Coffee House", greeting: "Hello!" }]);
});

test.each([
  ["Company name", " ", "Enter the name of your company. Customers see it above the chat."],
  ["Greeting", " ", "Enter what customers read first."],
  ["Brand colour", "teal", "Enter a colour as # and six digits, such as #036c75."],
  [
    "Allowed sites",
    "fern.shop *.com",
    "“*.com” is not a valid site. Enter a host such as fern.shop or *.fern.shop.",
  ],
])("%s: “%s” is not taken, and it says how to mend it", async (name, typed, error) => {
  await drawPage();

  await retype(name, typed);
  await save();

  expect(errorAt(name)).toBe(error);
  expect(saved()).toEqual({ looks: [], sites: [] });
});

test("a colour says how well it can be read", async () => {
  await drawPage();

  expect(screen.getByText(/^Text on it: 6\.\d:1 \(we use light text\)$/)).toBeDefined();
});

test("a pale colour has dark text on it, and its links another shade", async () => {
  await drawPage();

  await retype("Brand colour", "#ffe9a8");

  expect(screen.getByText(/\(we use dark text\)$/)).toBeDefined();
  expect(screen.getByText("Links use a shade that is easy to read.")).toBeDefined();
});

test("what is no colour yet says nothing about reading", async () => {
  await drawPage();

  await retype("Brand colour", "#03");

  expect(screen.queryByText(/^Text on it/)).toBeNull();
});

test("a colour can be picked instead of typed", async () => {
  await drawPage();

  fireEvent.change(screen.getByLabelText("Pick a colour"), { target: { value: "#123456" } });
  await save();

  expect(field("Brand colour").value).toBe("#123456");
  expect(saved().looks).toEqual([{ ...LOOK, brandColour: "#123456" }]);
});

test("Discard brings back what is stored", async () => {
  await drawPage();
  await retype("Greeting", "Hello!");

  await page.user.click(screen.getByRole("button", { name: "Discard" }));

  expect(field("Greeting").value).toBe("Hi.");
});

test("what could not be saved stays typed and says so", async () => {
  await drawPage();
  page.server.answers["settings.setWidget"] = () => {
    throw serverError();
  };

  await retype("Greeting", "Hello!");
  await save();

  expect(screen.getByText("Not saved. Try again.")).toBeDefined();
  expect(field("Greeting").value).toBe("Hello!");
});

test("unsaved text is not left behind without a question", async () => {
  using asked = spyOn(globalThis, "confirm").mockImplementation(() => false);
  await drawPage();
  await retype("Greeting", "Hello!");

  fireEvent.click(screen.getByRole("link", { name: "Chatbot" }));

  expect(asked).toHaveBeenCalledTimes(1);
});

test("an agent sees the look, and the line to paste, and saves nothing", async () => {
  await drawPage("agent");

  expect(screen.getByRole<HTMLFieldSetElement>("group").disabled).toBe(true);
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(field("Embed code").value).toContain("wk_tea");
});
