import { screen, within } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { heldBy, newCard } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { openPage } from "../../testing/page.tsx";
import { NavigationRail } from "./navigation-rail.tsx";

const page = openPage();

async function drawRail(unread = 0) {
  serveChats(page, { cards: [newCard("Ada", { holder: heldBy(page.me), customerMessages: unread })] });
  page.draw(<NavigationRail />);
  await page.settle();
}

const main = () => within(screen.getByRole("navigation", { name: "Main" }));
const here = () =>
  main()
    .getAllByRole("link", { current: "page" })
    .map(({ textContent }) => textContent);
const count = (name: string) =>
  main().getByRole("link", { name }).querySelector("[data-count]")?.getAttribute("data-count") ?? null;

describe("the rail", () => {
  test.each([
    ["/inbox", "Inbox"],
    ["/inbox/cus_ada", "Inbox"],
    ["/settings", "Settings"],
    ["/settings/team", "Settings"],
  ])("says where one is: %s", async (path, name) => {
    page.go(path);
    await drawRail();

    expect(here()).toEqual([name]);
  });

  test("leads to the settings and back", async () => {
    await drawRail();
    await page.user.click(main().getByRole("link", { name: "Settings" }));

    expect(location.pathname).toBe("/settings");
    expect(here()).toEqual(["Settings"]);
  });

  test("counts what is unread at the inbox, and only there", async () => {
    await drawRail(2);

    expect(count("Inbox")).toBe("2");
    expect(count("Settings")).toBeNull();
  });

  test("counts nothing where all is read", async () => {
    await drawRail(0);

    expect(count("Inbox")).toBeNull();
  });
});
