import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { refusal, serverError, tooMany } from "../../../testing/fake-server.ts";
import { PasswordPage } from "./password-page.tsx";

const page = openPage();

beforeEach(() => {
  page.server.answers = { "account.changePassword": () => ({}) };
  page.draw(<PasswordPage />);
});

function field(name: "Current password" | "New password") {
  return screen.getByLabelText<HTMLInputElement>(name);
}

async function change(current: string, next: string) {
  if (current !== "") await page.user.type(field("Current password"), current);
  if (next !== "") await page.user.type(field("New password"), next);
  await page.user.click(screen.getByRole("button", { name: "Change password" }));
  await page.settle();
}

const GOOD = ["old and worn out", "four fresh apples"] as const;

function note() {
  return screen.getByRole("status").textContent;
}

function errors() {
  return screen.queryAllByRole("alert").map(({ textContent }) => textContent);
}

test("a changed password says so, and what was typed is gone", async () => {
  await change(...GOOD);

  expect(page.server.inputs("account.changePassword")).toEqual([{ current: GOOD[0], next: GOOD[1] }]);
  expect(note()).toBe("Changed. You are signed out everywhere else.");
  expect([field("Current password").value, field("New password").value]).toEqual(["", ""]);
});

test.each([
  ["", GOOD[1], "Enter your current password."],
  [GOOD[0], "short", "Use at least 12 characters. A few words are easy to remember."],
  [GOOD[0], "ana tea house", "That is easy to guess. Add a word or two of your own."],
])("“%s” to “%s” is not sent", async (current, next, error) => {
  await change(current, next);

  expect(errors()).toEqual([error]);
  expect(page.server.inputs("account.changePassword")).toEqual([]);
});

test.each([
  ["wrong", refusal("wrong-password"), "That is not your current password."],
  ["weak by a rule of a newer server", refusal("weak-password"), "Not changed. Try again."],
  ["too often", tooMany(), "Too many attempts. Wait a moment, then try again."],
  ["stumbling", serverError(), "Not changed. Try again."],
])("%s: nothing is changed, and it says why", async (_case, failure, words) => {
  page.server.answers["account.changePassword"] = () => {
    throw failure;
  };
  await change(...GOOD);

  expect(note()).toBe(words);
  expect(field("New password").value).toBe(GOOD[1]);
});

test("without an answer it says that the new password may hold", async () => {
  page.server.answers["account.changePassword"] = () => {
    page.server.hangUp();
    return new Promise(() => {});
  };
  await change(...GOOD);

  expect(note()).toBe("No response. If your current password no longer works, use the new one.");
});
