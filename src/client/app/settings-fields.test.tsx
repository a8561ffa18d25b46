import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { defaultSettings, type Settings } from "#domain/model/settings.ts";
import type { SettingsPageName } from "../features/settings/layout/settings-pages.ts";
import { newMe } from "../testing/fixtures.ts";
import { openPage } from "../testing/page.tsx";
import { serveSettings } from "../testing/serve-settings.ts";
import { SettingsRoutes } from "./settings-routes.tsx";

const page = openPage();

/** A control as people find it: the page, its role, and its name. */
type Control = readonly [page: SettingsPageName, role: string, name: string];
/** A control for each field of a group, or one for a list. */
type ControlsOf<Group> = Group extends readonly unknown[] ? { list: Control } : Record<keyof Group, Control>;
/** What is not typed but comes of a turn of the switch. */
type OfTurn = "no" | "at" | "by" | "undoes";

/** Where each field of the settings is changed. A field that is not here does not compile. */
const CONTROLS: {
  [Group in Exclude<keyof Settings, "version" | "switch">]: ControlsOf<Settings[Group]>;
} & { switch: Record<Exclude<keyof Settings["switch"], OfTurn>, Control> } = {
  switch: { answers: ["answering", "radio", "Live agents"] },
  assigning: {
    policy: ["answering", "radio", "Take turns"],
    equalLoad: ["answering", "radio", "Random"],
    capacity: ["answering", "spinbutton", "Most chats per agent at once"],
  },
  fallbacks: {
    onPersonAsked: ["answering", "combobox", "When someone asks for a person"],
    onBotUnsure: ["answering", "combobox", "If the chatbot cannot answer"],
  },
  chatbot: {
    url: ["chatbot", "textbox", "Chatbot URL"],
    model: ["chatbot", "combobox", "Model"],
    instructions: ["chatbot", "textbox", "Instructions"],
    timeoutMs: ["chatbot", "spinbutton", "Reply timeout"],
    name: ["chatbot", "textbox", "Name shown"],
    usesKnowledge: ["chatbot", "switch", "Use knowledge base"],
  },
  sessions: {
    limitMs: ["sessions", "spinbutton", "End a chat after"],
    warningMs: ["sessions", "spinbutton", "Warn the customer"],
  },
  hours: {
    isAlwaysOpen: ["hours", "switch", "Always open"],
    timeZone: ["hours", "combobox", "Time zone"],
    week: ["hours", "textbox", "Monday opens"],
    daysOff: ["hours", "button", "Add day off"],
    outside: ["hours", "radio", "Take a message"],
  },
  privacy: { keepDays: ["privacy", "combobox", "Keep ended chats"] },
  widget: {
    companyName: ["widget", "textbox", "Company name"],
    greeting: ["widget", "textbox", "Greeting"],
    brandColour: ["widget", "textbox", "Brand colour"],
  },
  sites: { list: ["widget", "textbox", "Allowed sites"] },
};

const FIELDS = Object.entries(CONTROLS).flatMap(([group, controls]) =>
  Object.entries<Control>(controls).map(([field, control]) => [`${group}.${field}`, control] as const),
);

const PAGES = [...new Set(FIELDS.map(([, [name]]) => name))];

async function visit(name: SettingsPageName, role: "admin" | "agent") {
  page.me = newMe({ role });
  const { hours } = defaultSettings("Tea House", 0);
  serveSettings(page.server, { settings: { hours: { ...hours, isAlwaysOpen: false } } });
  page.go(`/settings/${name}`);
  page.draw(<SettingsRoutes />);
  await page.settle();
}

function isFixed(control: HTMLElement): boolean {
  return control.matches("[disabled], [readonly]") || control.closest("fieldset[disabled]") !== null;
}

test.each(FIELDS)("an admin changes %s with a control on its page", async (_, [name, role, label]) => {
  await visit(name, "admin");

  const found = screen.getAllByRole(role, { name: new RegExp(`^${label}`) });
  expect(found.map(isFixed)).not.toContain(true);
});

test.each(PAGES)("an agent changes nothing on the page %s", async (name) => {
  await visit(name, "agent");

  const controls = document.querySelectorAll<HTMLElement>("input, select, textarea, [role=switch]");
  const changed = [...controls].filter((control) => !isFixed(control));
  expect(changed.map(({ outerHTML }) => outerHTML)).toEqual([]);
});

test("a field without a control does not compile", () => {
  const { capacity, ...withoutOne } = CONTROLS.assigning;
  // @ts-expect-error -- nothing changes the capacity
  const assigning: ControlsOf<Settings["assigning"]> = withoutOne;

  expect({ ...assigning, capacity }).toEqual(CONTROLS.assigning);
});
