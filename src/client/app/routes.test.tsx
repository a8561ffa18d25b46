import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { serveChats } from "../testing/serve-chats.ts";
import type { OrgId } from "#domain/model/ids.ts";
import { rememberCompany } from "../live/last-company.ts";
import { refusal, unauthorized } from "../testing/fake-server.ts";
import { openPage } from "../testing/page.tsx";
import { Routes } from "./routes.tsx";

const page = openPage();

async function visit(path: string, isStranger = false, companies: readonly OrgId[] = [page.me.orgId]) {
  serveChats(page, {});
  page.server.answers["account.companies"] = () => ({
    name: "Ana",
    email: "ana@example.com",
    companies: companies.map((id) => ({ id, name: `Company ${id}`, role: "agent" })),
  });
  if (isStranger)
    for (const query of ["agent.me", "account.companies"] as const)
      page.server.answers[query] = () => {
        throw unauthorized();
      };
  page.go(path);
  page.draw(<Routes />);
  await page.settle();
}

describe("the app's addresses", () => {
  test.each([
    ["/", "/c/tea/inbox"],
    ["/inbox", "/c/tea/inbox"],
    ["/settings/team", "/c/tea/settings/team"],
    ["/c/tea", "/c/tea/inbox"],
  ])("lead to the only company: %s", async (path, company) => {
    await visit(path);
    await page.settle();

    expect(location.pathname).toBe(company);
  });

  test("begin at the inbox", async () => {
    await visit("/");

    expect(await screen.findByRole("heading", { name: "Inbox" })).toBeDefined();
  });

  test("lead to the company used last, of several", async () => {
    rememberCompany("org_tea");
    await visit("/inbox", false, ["org_mug", "org_tea"]);
    await page.settle();

    expect(location.pathname).toBe("/c/tea/inbox");
  });

  test("offer the companies to choose from where none of them was used last", async () => {
    rememberCompany("org_another_account");
    await visit("/settings/team", false, ["org_mug", "org_tea"]);
    await page.settle();

    expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
      "/c/mug/settings/team",
      "/c/tea/settings/team",
    ]);
  });

  test("of a company in which they are no member say so, and lead to theirs", async () => {
    serveChats(page, {});
    page.server.answers["agent.me"] = () => {
      throw refusal("company-unknown");
    };
    page.server.answers["account.companies"] = () => ({
      name: "Ana",
      email: "ana@example.com",
      companies: [{ id: "org_mug", name: "Mug", role: "agent" }],
    });
    page.go("/c/tea/inbox");
    page.draw(<Routes />);

    expect(await screen.findByText("You are not a member of this company")).toBeDefined();
    expect(screen.getByRole("link", { name: "Mug" }).getAttribute("href")).toBe("/c/mug/inbox");
  });

  test.each(["/inbox", "/inbox/cus_ada", "/settings/team", "/nonsense", "/c/tea/inbox"])(
    "need a sign-in: %s",
    async (path) => {
      await visit(path, true);

      expect(location.pathname).toBe("/login");
      expect(await screen.findByRole("button", { name: "Sign in" })).toBeDefined();
    },
  );

  test.each([
    ["/login", "Sign in"],
    ["/setup", "Set up"],
    ["/invite/a-token", "Join"],
  ])("let strangers in: %s", async (path) => {
    await visit(path, true);
    await page.settle();

    expect(location.pathname).toBe(path);
  });

  test("hand an invitation's token on", async () => {
    await visit("/invite/a-token", true);
    await page.settle();

    expect(page.server.inputs("account.invitation")).toEqual([{ token: "a-token" }]);
  });

  test("say where there is nothing, and lead back", async () => {
    await visit("/c/tea/nonsense");

    expect(screen.getByText("There is nothing at this address.")).toBeDefined();
    await page.user.click(screen.getByRole("link", { name: "Go to the inbox" }));
    expect(location.pathname).toBe("/c/tea/inbox");
  });
});
