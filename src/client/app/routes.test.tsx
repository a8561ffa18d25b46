import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { serveChats } from "../testing/serve-chats.ts";
import { unauthorized } from "../testing/fake-server.ts";
import { openPage } from "../testing/page.tsx";
import { Routes } from "./routes.tsx";

const page = openPage();

async function visit(path: string, isStranger = false) {
  serveChats(page, {});
  if (isStranger)
    page.server.answers["agent.me"] = () => {
      throw unauthorized();
    };
  page.go(path);
  page.draw(<Routes />);
  await page.settle();
}

describe("the app's addresses", () => {
  test("begin at the inbox", async () => {
    await visit("/");

    expect(location.pathname).toBe("/inbox");
    expect(await screen.findByRole("heading", { name: "Inbox" })).toBeDefined();
  });

  test.each(["/inbox", "/inbox/cus_ada", "/settings/team", "/nonsense"])(
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
    await visit("/nonsense");

    expect(screen.getByText("There is nothing at this address.")).toBeDefined();
    await page.user.click(screen.getByRole("link", { name: "Go to the inbox" }));
    expect(location.pathname).toBe("/inbox");
  });
});
