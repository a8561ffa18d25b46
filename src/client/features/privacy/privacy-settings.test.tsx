import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { refusal } from "../../testing/fake-server.ts";
import { newMe } from "../../testing/fixtures.ts";
import { serveSettings } from "../../testing/serve-settings.ts";
import { PrivacySettings } from "./privacy-settings.tsx";

const page = openPage();

beforeEach(() => {
  page.me = newMe({ role: "admin" });
});

async function drawSettings() {
  page.draw(<PrivacySettings />);
  await page.settle();
}

test("there are four matters, each under its title", async () => {
  serveSettings(page.server);
  await drawSettings();

  const titles = screen.getAllByRole("region").map((region) => region.getAttribute("aria-labelledby"));
  expect(titles.map((id) => document.getElementById(id ?? "")?.textContent)).toEqual([
    "How long chats are kept",
    "One customer",
    "Export everything",
    "Erase the company",
  ]);
});

test("until the settings are there they are on their way", async () => {
  await drawSettings();

  expect(screen.getByRole("status", { name: "Loading…" })).toBeDefined();
});

test("settings that could not be had can be asked for again", async () => {
  page.server.answers = {
    "settings.get": () => {
      throw refusal("resync");
    },
  };
  await drawSettings();
  expect(screen.getByRole("alert").textContent).toBe("This could not be loaded.");

  serveSettings(page.server);
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  await page.settle();
  expect(screen.getByRole("region", { name: "One customer" })).toBeDefined();
});
