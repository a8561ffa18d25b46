import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
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
  test.each([
    ["/settings/answering", "Answering"],
    ["/settings/chatbot", "Chatbot"],
    ["/settings/widget", "Widget"],
    ["/settings/sessions", "Sessions"],
    ["/settings/team", "Team"],
    ["/settings/privacy", "Privacy"],
    ["/settings/audit", "Audit log"],
    ["/settings/sign-in", "Your sign-in"],
    ["/settings/password", "Your password"],
  ])("lead to their pages: %s", async (path, name) => {
    page.me = newMe({ role: "admin" });
    await visit(path);

    expect(title()).toBe(name);
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

  test.each(["sign-in", "password"])("of one's own are for agents too: %s", async (name) => {
    await visit(`/settings/${name}`);

    expect(asksAnAdmin()).toBe(false);
  });

  test.each(["answering", "team"])("of the company send agents to an admin: %s", async (name) => {
    await visit(`/settings/${name}`);

    expect(asksAnAdmin()).toBe(true);
  });

  test.each([
    ["privacy", "settings.get"],
    ["audit", "privacy.audit"],
  ] as const)("for admins alone show agents nothing and ask nothing: %s", async (name, query) => {
    await visit(`/settings/${name}`);

    expect(asksAnAdmin()).toBe(true);
    expect(screen.queryByRole("region")).toBeNull();
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(page.server.inputs(query)).toEqual([]);
  });
});
