import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { openPage } from "../../testing/page.tsx";
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
});
