import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { newMe } from "../../../testing/fixtures.ts";
import { serveSettings } from "../../../testing/serve-settings.ts";
import { IdleChatsPage } from "./idle-chats-page.tsx";

const page = openPage();

async function drawPage(limitMs: number, warningMs: number, role: "admin" | "agent" = "admin") {
  page.me = newMe({ role });
  serveSettings(page.server, { settings: { sessions: { limitMs, warningMs } } });
  page.draw(<IdleChatsPage />);
  await page.settle();
}

function limit() {
  return screen.getByRole<HTMLInputElement>("spinbutton", { name: "End a chat after" });
}

function warning() {
  return screen.getByRole<HTMLInputElement>("spinbutton", { name: "Warn the customer" });
}

function unit() {
  return screen.getByRole<HTMLSelectElement>("combobox", { name: "Unit of time" });
}

async function retype(field: HTMLElement, text: string) {
  await page.user.clear(field);
  await page.user.type(field, text);
  await page.pass(1_000);
}

function saved() {
  return page.server.inputs("settings.setSessions");
}

test("whole minutes are shown as minutes", async () => {
  await drawPage(300_000, 60_000);

  expect([limit().value, unit().value, warning().value]).toEqual(["5", "minutes", "60"]);
});

test("what is no whole minute is shown in seconds", async () => {
  await drawPage(90_000, 30_000);

  expect([limit().value, unit().value, warning().value]).toEqual(["90", "seconds", "30"]);
});

test("a limit is counted in the unit that is picked, which alone saves nothing", async () => {
  await drawPage(300_000, 60_000);

  await page.user.selectOptions(unit(), "seconds");
  expect(limit().value).toBe("300");
  expect(saved()).toEqual([]);

  await retype(limit(), "240");
  expect(saved()).toEqual([{ limitMs: 240_000, warningMs: 60_000 }]);
});

test("seconds stay seconds once they are picked, even where minutes would do", async () => {
  await drawPage(90_000, 30_000);
  await page.user.selectOptions(unit(), "seconds");

  await retype(limit(), "120");

  expect([limit().value, unit().value]).toEqual(["120", "seconds"]);
});

test("picking minutes rounds up, so that no chat ends sooner for it", async () => {
  await drawPage(90_000, 30_000);

  await page.user.selectOptions(unit(), "minutes");
  await page.settle();

  expect(saved()).toEqual([{ limitMs: 120_000, warningMs: 30_000 }]);
});

test("a shorter limit shrinks the warning to half of it", async () => {
  await drawPage(300_000, 60_000);

  await retype(limit(), "1");

  expect(saved()).toEqual([{ limitMs: 60_000, warningMs: 30_000 }]);
});

test("a changed warning leaves the limit as it is", async () => {
  await drawPage(300_000, 60_000);

  await retype(warning(), "45");

  expect(saved()).toEqual([{ limitMs: 300_000, warningMs: 45_000 }]);
});

test.each(["0", "61"])("a limit of %s minutes is not saved and says what fits", async (minutes) => {
  await drawPage(300_000, 60_000);

  await retype(limit(), minutes);

  expect(screen.getByRole("alert").textContent).toBe("Between 10 seconds and 60 minutes.");
  expect(saved()).toEqual([]);
});

test("in seconds ten is the least", async () => {
  await drawPage(90_000, 5_000);

  await retype(limit(), "9");
  expect(saved()).toEqual([]);
  await retype(limit(), "10");

  expect(saved()).toEqual([{ limitMs: 10_000, warningMs: 5_000 }]);
});

test.each(["4", "151"])("a warning of %s seconds does not fit into five minutes", async (seconds) => {
  await drawPage(300_000, 60_000);

  await retype(warning(), seconds);

  expect(screen.getByRole("alert").textContent).toBe("Between 5 seconds and half of the time above: 150.");
  expect(saved()).toEqual([]);
});

test("an agent changes neither", async () => {
  await drawPage(300_000, 60_000, "agent");

  expect([limit().disabled, unit().disabled, warning().disabled]).toEqual([true, true, true]);
});
