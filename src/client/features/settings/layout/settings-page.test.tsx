import { openPage } from "../../../testing/page.tsx";
import { act, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { dismissExportDownload, putExportDownload } from "../../../customer-data/export-downloads.ts";
import { newMe } from "../../../testing/fixtures.ts";
import { newTeam, newTeamMember } from "../../../testing/team-fixtures.ts";
import { pageTitle } from "../../../page-title.ts";
import { SettingsPage } from "./settings-page.tsx";

const page = openPage();

beforeEach(() => {
  page.server.answers = { "team.get": () => newTeam([newTeamMember({ name: "Olga", role: "admin" })]) };
});

const CHATBOT = { name: "chatbot", audience: "everybody" } as const;
const room = () => document.querySelectorAll(".pb-60").length;
const ADVICE = "You need an admin to change this. Admins: Olga.";

test("an agent is told whom to ask", async () => {
  page.draw(<SettingsPage page={CHATBOT}>body</SettingsPage>);

  expect(await screen.findByText(ADVICE)).toBeDefined();
});

test("an agent asks nobody about what is their own", async () => {
  page.draw(<SettingsPage page={{ name: "password", audience: "oneself" }}>body</SettingsPage>);
  await page.settle();

  expect(screen.queryByText(ADVICE)).toBeNull();
});

test("an admin asks nobody", async () => {
  page.me = newMe({ role: "admin" });
  page.draw(<SettingsPage page={CHATBOT}>body</SettingsPage>);
  await page.settle();

  expect(screen.queryByText(ADVICE)).toBeNull();
});

test("a page is named by its title, in its heading and in the tab", () => {
  page.draw(<SettingsPage page={CHATBOT}>body</SettingsPage>);

  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Chatbot");
  expect(pageTitle.get()).toBe("Chatbot · Settings");
});

test("all settings are one link away", () => {
  page.draw(<SettingsPage page={CHATBOT}>body</SettingsPage>);

  expect(screen.getByRole("link", { name: "Settings" }).getAttribute("href")).toBe("/settings");
  expect(screen.getByRole("navigation", { name: "Settings pages" })).toBeDefined();
});

test("while downloads are shown over the page, its end can be scrolled out from under them", () => {
  page.draw(<SettingsPage page={CHATBOT}>body</SettingsPage>);
  expect(room()).toBe(0);

  act(() => putExportDownload({ subject: null, state: { kind: "saved", rows: 1 }, cancel: () => {} }));
  expect(room()).toBe(1);
  act(() => dismissExportDownload(null));
  expect(room()).toBe(0);
});

test("what is meant for admins alone is not drawn for an agent", async () => {
  page.draw(<SettingsPage page={{ name: "audit", audience: "admins" }}>body</SettingsPage>);

  expect(await screen.findByText(ADVICE)).toBeDefined();
  expect(screen.queryByText("body")).toBeNull();
});
