import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { openPage } from "../../testing/page.tsx";
import { watchPageLoads } from "../../testing/watch-page-loads.ts";
import { AccountMenu } from "./account-menu.tsx";

const page = openPage();

async function openMenu() {
  page.draw(<AccountMenu opens="up-right" />);
  await page.user.click(screen.getByRole("button", { name: "Account menu" }));
}

const sound = () => screen.getByRole("menuitemcheckbox", { name: "Sound" });

describe("the account menu", () => {
  test("says who I am and where", async () => {
    await openMenu();

    expect(screen.getByText("Ana")).toBeDefined();
    expect(screen.getByText("Tea House")).toBeDefined();
  });

  test("turns the sound off and on", async () => {
    await openMenu();
    expect(sound().getAttribute("aria-checked")).toBe("true");

    await page.user.click(sound());
    await page.user.click(screen.getByRole("button", { name: "Account menu" }));
    expect(sound().getAttribute("aria-checked")).toBe("false");

    await page.user.click(sound());
    await page.user.click(screen.getByRole("button", { name: "Account menu" }));
    expect(sound().getAttribute("aria-checked")).toBe("true");
  });

  test("opens the demo page in a tab of its own", async () => {
    await openMenu();
    const demo = screen.getByRole("menuitem", { name: "Open demo page" });

    expect([demo.getAttribute("href"), demo.getAttribute("target")]).toEqual(["/demo", "_blank"]);
  });

  test("switches to the account's other companies, each as a new page, and lists none but these", async () => {
    const left = watchPageLoads();
    page.server.answers = {
      "account.companies": () => ({
        name: "Ana",
        email: "ana@example.com",
        companies: [
          { id: "org_mug", name: "Moss & Mug", role: "admin" },
          { id: page.me.orgId, name: "Tea House", role: "agent" },
        ],
      }),
    };
    await openMenu();
    await page.settle();

    const items = screen.getAllByRole("menuitem", { name: /^Switch to/ });
    expect(items.map(({ textContent }) => withoutIsolates(textContent))).toEqual(["Switch to Moss & Mug"]);
    await page.user.click(screen.getByRole("menuitem", { name: /Moss & Mug/ }));

    expect(left).toEqual(["/c/mug/inbox"]);
  });
});

function withoutIsolates(text: string | null): string {
  return (text ?? "").replaceAll(/[\u2066-\u2069]/g, "");
}
