import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { newMe } from "../../../testing/fixtures.ts";
import { newTeam, newTeamMember } from "../../../testing/team-fixtures.ts";
import { pageTitle } from "../../../page-title.ts";
import { SettingsPage } from "./settings-page.tsx";

const page = openPage();

beforeEach(() => {
  page.server.answers = { "team.get": () => newTeam([newTeamMember({ name: "Olga", role: "admin" })]) };
});

const ADVICE = "You need an admin to change this. Admins: Olga.";

test("an agent is told whom to ask", async () => {
  page.draw(<SettingsPage title="Chatbot">body</SettingsPage>);

  expect(await screen.findByText(ADVICE)).toBeDefined();
});

test("an agent asks nobody about what is their own", async () => {
  page.draw(
    <SettingsPage title="Your password" isOwn>
      body
    </SettingsPage>,
  );
  await page.settle();

  expect(screen.queryByText(ADVICE)).toBeNull();
});

test("an admin asks nobody", async () => {
  page.me = newMe({ role: "admin" });
  page.draw(<SettingsPage title="Chatbot">body</SettingsPage>);
  await page.settle();

  expect(screen.queryByText(ADVICE)).toBeNull();
});

test("a page is named by its title, in its heading and in the tab", () => {
  page.draw(<SettingsPage title="Chatbot">body</SettingsPage>);

  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Chatbot");
  expect(pageTitle.get()).toBe("Chatbot · Settings");
});

test("all settings are one link away", () => {
  page.draw(<SettingsPage title="Chatbot">body</SettingsPage>);

  expect(screen.getByRole("link", { name: "Settings" }).getAttribute("href")).toBe("/settings");
  expect(screen.getByRole("navigation", { name: "Settings pages" })).toBeDefined();
});
