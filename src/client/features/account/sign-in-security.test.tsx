import { NOW, openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { refusal } from "../../testing/fake-server.ts";
import { SignInSecurity } from "./sign-in-security.tsx";

const page = openPage();

const login = { id: "here", userAgent: "", signedInAt: NOW, usedAt: NOW, isThis: true };

async function drawSecurity() {
  page.draw(<SignInSecurity />);
  await page.settle();
}

test("each half is shown as soon as it is there", async () => {
  page.server.answers = { "account.logins": () => [login] };
  await drawSecurity();

  expect(screen.getByRole("heading", { name: "Where you are signed in" })).toBeDefined();
  expect(screen.queryByRole("heading", { name: "Two-step sign-in" })).toBeNull();
  expect(screen.getByRole("status", { name: "Loading…" })).toBeDefined();
});

test("a half that could not be had can be asked for again, beside the other", async () => {
  page.server.answers = {
    "account.secondStep": () => ({ on: true, isReadable: true, recoveryCodesLeft: 8, required: false }),
    "account.logins": () => {
      throw refusal("resync");
    },
  };
  await drawSecurity();
  expect(screen.getByRole("heading", { name: "Two-step sign-in" })).toBeDefined();
  expect(screen.getByRole("alert").textContent).toBe("This could not be loaded.");

  page.server.answers["account.logins"] = () => [login];
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  await page.settle();
  expect(screen.getByText("This device")).toBeDefined();
});
