import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { serveChats } from "../../testing/serve-chats.ts";
import { openPage } from "../../testing/page.tsx";
import { Shell } from "./shell.tsx";

const page = openPage();

async function drawShell(immersed?: boolean) {
  serveChats(page, {});
  page.draw(
    <Shell bar={<p>Open chats</p>} {...(immersed === undefined ? {} : { immersed })}>
      The page
    </Shell>,
  );
  await page.settle();
}

const bars = () => [screen.getByRole("navigation"), screen.getByRole("banner")];

describe("the shell", () => {
  test("holds the page, and what the page puts into the top bar", async () => {
    await drawShell();

    expect(screen.getByRole("main").textContent).toBe("The page");
    expect(screen.getByRole("banner").textContent).toContain("Open chats");
  });

  test("keeps its bars on phones", async () => {
    await drawShell();

    expect(bars().filter(({ classList }) => classList.contains("max-md:hidden"))).toHaveLength(0);
  });

  test("gives a page on phones all there is, if it wants that", async () => {
    await drawShell(true);

    expect(bars().filter(({ classList }) => !classList.contains("max-md:hidden"))).toHaveLength(0);
  });
});
