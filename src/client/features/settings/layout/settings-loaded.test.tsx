import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { refusal } from "../../../testing/fake-server.ts";
import { serveSettings } from "../../../testing/serve-settings.ts";
import { SettingsLoaded } from "./settings-loaded.tsx";

const page = openPage();

function drawLoaded() {
  page.draw(<SettingsLoaded>{({ settings }) => <p>{settings.widget.companyName}</p>}</SettingsLoaded>);
}

test("until the settings are there they are on their way", async () => {
  drawLoaded();
  await page.settle();

  expect(screen.getByRole("status", { name: "Loading…" })).toBeDefined();
});

test("once they are there they are handed on", async () => {
  serveSettings(page.server);
  drawLoaded();

  expect(await screen.findByText("Tea House")).toBeDefined();
  expect(screen.queryByRole("status")).toBeNull();
});

test("settings that could not be had can be asked for again", async () => {
  page.server.answers = {
    "settings.get": () => {
      throw refusal("resync");
    },
  };
  drawLoaded();
  expect((await screen.findByRole("alert")).textContent).toBe("Settings could not be loaded.");

  serveSettings(page.server);
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Tea House")).toBeDefined();
});
