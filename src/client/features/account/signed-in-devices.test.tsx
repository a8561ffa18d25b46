import { NOW, openPage } from "../../testing/page.tsx";
import { screen, within } from "@testing-library/react";
import { expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import type { LoginView } from "#domain/views/account-view.ts";
import { refusal } from "../../testing/fake-server.ts";
import { SignedInDevices } from "./signed-in-devices.tsx";

const page = openPage();

const FIREFOX_ON_LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

const here: LoginView = {
  id: "here",
  userAgent: FIREFOX_ON_LINUX,
  signedInAt: NOW,
  usedAt: NOW,
  isThis: true,
};
const there: LoginView = { id: "there", userAgent: "", signedInAt: NOW - DAY, usedAt: NOW, isThis: false };

function drawDevices(logins: readonly LoginView[]) {
  page.server.answers = { "account.endLogin": () => ({}), "account.endOtherLogins": () => ({}) };
  page.draw(<SignedInDevices logins={logins} />);
}

function line(at: number) {
  const item = screen.getAllByRole("listitem")[at];
  if (item === undefined) throw new Error(`there is no device number ${at}`);
  return within(item);
}

function note() {
  return screen.getByRole("status").textContent;
}

test("the one in use is called this device and cannot be ended", () => {
  drawDevices([here, there]);

  expect(line(0).getByText("Firefox on Linux")).toBeDefined();
  expect(line(0).getByText("This device")).toBeDefined();
  expect(line(0).queryByRole("button")).toBeNull();
});

test("another can be ended, and its button says which and since when", async () => {
  drawDevices([here, there]);

  const name = /^Sign out Unknown browser on unknown device, signed in yesterday, /;
  await page.user.click(line(1).getByRole("button", { name }));
  await page.settle();

  expect(page.server.inputs("account.endLogin")).toEqual([{ loginId: "there" }]);
  expect(note()).toBe("Signed out.");
});

test("all others can be ended at once where there are others", async () => {
  drawDevices([here, there]);

  await page.user.click(screen.getByRole("button", { name: "Sign out everywhere else" }));
  await page.settle();

  expect(page.server.inputs("account.endOtherLogins")).toHaveLength(1);
  expect(note()).toBe("You are signed out everywhere else.");
});

test("with no other there are none to end", () => {
  drawDevices([here]);

  expect(screen.queryByRole("button")).toBeNull();
});

test("one that has ended already says so", async () => {
  drawDevices([here, there]);
  page.server.answers["account.endLogin"] = () => {
    throw refusal("login-unknown");
  };

  await page.user.click(line(1).getByRole("button"));
  await page.settle();

  expect(note()).toBe("This sign-in has already ended.");
});

test("without an answer it says that none came", async () => {
  drawDevices([here, there]);
  page.server.answers["account.endLogin"] = () => {
    page.server.hangUp();
    return new Promise(() => {});
  };

  await page.user.click(line(1).getByRole("button"));
  await page.settle();

  expect(note()).toBe("No response. Check your connection and try again.");
});
