import { NOW, openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import type { AuditLogEntry } from "#domain/views/audit-log-page.ts";
import { refusal } from "../../testing/fake-server.ts";
import { newMe } from "../../testing/fixtures.ts";
import { AuditLog } from "./audit-log.tsx";

const page = openPage();

beforeEach(() => {
  page.me = newMe({ role: "admin" });
});

function entry(no: number, changes: Partial<AuditLogEntry> = {}): AuditLogEntry {
  return {
    no,
    at: NOW,
    by: "Olga",
    action: "signed-out",
    about: null,
    customer: null,
    article: null,
    parts: [],
    role: null,
    answers: null,
    chats: null,
    customers: null,
    way: null,
    device: null,
    tries: null,
    fault: null,
    logins: null,
    ...changes,
  };
}

async function drawLog() {
  page.draw(<AuditLog />);
  await page.settle();
}

/** The text of each line. */
function lines() {
  return screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => [...row.querySelectorAll("td")].slice(1).map(({ textContent }) => textContent));
}

async function showOlder() {
  await page.user.click(screen.getByRole("button", { name: "Show older" }));
  await page.settle();
}

test("each line says who did what, and what nobody did was the server", async () => {
  page.server.answers["privacy.audit"] = () => ({
    lines: [
      entry(3),
      entry(2, { by: null, action: "old-chats-erased", chats: 2, customers: 1 }),
      entry(1, { action: "invented-later" }),
    ],
    next: null,
  });
  await drawLog();

  expect(lines()).toEqual([
    ["Olga", "signed out"],
    ["Switchboard", "erased 2 chats older than the retention period, and 1 customer who had no other chats"],
    ["Olga", "invented-later"],
  ]);
});

test("an empty log says so", async () => {
  page.server.answers["privacy.audit"] = () => ({ lines: [], next: null });
  await drawLog();

  expect(screen.getByText("Nothing yet.")).toBeDefined();
  expect(screen.queryByRole("table")).toBeNull();
});

test("older lines follow the newer ones, until there are none", async () => {
  page.server.answers["privacy.audit"] = ({ before }) =>
    before === null
      ? { lines: [entry(2, { by: "Olga" })], next: 2 }
      : { lines: [entry(1, { by: "Ida" })], next: null };
  await drawLog();
  await showOlder();

  expect(page.server.inputs("privacy.audit")).toEqual([
    { before: null, topic: null },
    { before: 2, topic: null },
  ]);
  expect(lines().map(([who]) => who)).toEqual(["Olga", "Ida"]);
  expect(screen.queryByRole("button", { name: "Show older" })).toBeNull();
});

test("another topic begins with its newest lines", async () => {
  page.server.answers["privacy.audit"] = ({ before, topic }) => {
    if (topic !== null) return { lines: [entry(4, { by: "Ida" })], next: null };
    return { lines: [entry(before === null ? 9 : 8)], next: 8 };
  };
  await drawLog();
  await showOlder();

  await page.user.selectOptions(screen.getByRole("combobox", { name: "Show" }), "Team");
  await page.settle();

  expect(page.server.inputs("privacy.audit").at(-1)).toEqual({ before: null, topic: "members" });
  expect(lines()).toEqual([["Ida", "signed out"]]);
});

test("until it is there it is on its way", async () => {
  await drawLog();

  expect(screen.getByRole("status", { name: "Loading…" })).toBeDefined();
});

test("a log that could not be had can be asked for again", async () => {
  page.server.answers["privacy.audit"] = () => {
    throw refusal("resync");
  };
  await drawLog();
  expect(screen.getByRole("alert").textContent).toBe("This could not be loaded.");

  page.server.answers["privacy.audit"] = () => ({ lines: [entry(1)], next: null });
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  await page.settle();
  expect(lines()).toHaveLength(1);
});
