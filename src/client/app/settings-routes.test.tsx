import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { settings } from "#locales/en/settings.ts";
import { SETTINGS_PAGES, type SettingsPageEntry } from "../features/settings/layout/settings-pages.ts";
import { serveChats } from "../testing/serve-chats.ts";
import { newMe } from "../testing/fixtures.ts";
import { openPage, PHONE } from "../testing/page.tsx";
import { SettingsRoutes } from "./settings-routes.tsx";

const page = openPage();

async function visit(path: string) {
  serveChats(page, {});
  page.server.answers["agent.colleagues"] = () => [];
  page.go(path);
  page.draw(<SettingsRoutes />);
  await page.settle();
}

const title = () => screen.getByRole("heading", { level: 1 }).textContent;
const asksAnAdmin = () => screen.queryByText(/admin/i) !== null;

describe("the addresses of the settings", () => {
  test.each(SETTINGS_PAGES)("lead to their pages: $name", async ({ name }) => {
    page.me = newMe({ role: "admin" });
    await visit(`/settings/${name}`);

    expect(title()).toBe(settings.pages[name]);
  });

  test("that are unknown lead to the first page", async () => {
    await visit("/settings/nonsense");

    expect(location.pathname).toBe("/settings/answering");
  });

  test("begin with the first page", async () => {
    await visit("/settings");

    expect(location.pathname).toBe("/settings/answering");
  });

  test("begin with the list of pages on a phone", async () => {
    page.resize(PHONE);
    await visit("/settings");

    expect(location.pathname).toBe("/settings");
    expect(screen.getAllByRole("link").length).toBeGreaterThan(5);
  });

  test.each(pagesFor("oneself"))("of one's own are for agents too: %s", async (name) => {
    await visit(`/settings/${name}`);

    expect(asksAnAdmin()).toBe(false);
  });

  test.each(pagesFor("everybody"))("of the company send agents to an admin: %s", async (name) => {
    await visit(`/settings/${name}`);

    expect(asksAnAdmin()).toBe(true);
  });

  test.each(pagesFor("admins"))("for admins alone show agents nothing and ask nothing: %s", async (name) => {
    await visit(`/settings/${name}`);

    expect(asksAnAdmin()).toBe(true);
    expect(screen.queryByRole("region")).toBeNull();
    expect(screen.queryByRole("combobox")).toBeNull();
    // Who the admins are, and nothing of the page.
    expect(page.server.calls.map(({ path }) => path)).toEqual(["team.get"]);
  });
});

function pagesFor(audience: SettingsPageEntry["audience"]): string[] {
  return SETTINGS_PAGES.flatMap((one) => (one.audience === audience ? [one.name] : []));
}
