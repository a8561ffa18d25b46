import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { SecondStepView } from "#domain/views/account-view.ts";
import { refusal } from "../../testing/fake-server.ts";
import { SecondStepSection } from "./second-step-section.tsx";

const page = openPage();

function drawSection(changes: Partial<SecondStepView> = {}) {
  page.server.answers = {
    "account.renewRecoveryCodes": () => ({ recoveryCodes: ["cccc-3333"] }),
    "account.turnOffSecondStep": () => ({}),
    "account.beginSecondStep": () => ({ secret: "ABCD", link: "otpauth://totp/x?secret=ABCD" }),
    "account.confirmSecondStep": () => ({ recoveryCodes: ["aaaa-1111"] }),
  };
  page.draw(
    <SecondStepSection
      guarded={{ on: true, isReadable: true, recoveryCodesLeft: 8, required: false, ...changes }}
    />,
  );
}

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
}

test("who has none can turn it on", () => {
  drawSection({ on: false });

  expect(screen.getByRole("button", { name: "Turn on two-step sign-in" })).toBeDefined();
  expect(screen.queryByText("Two-step sign-in is on.")).toBeNull();
});

test.each([
  [8, "You have 8 recovery codes left."],
  [1, "You have 1 recovery code left."],
  [0, "You have no recovery codes left. Make new ones."],
])("with %p recovery codes it says “%s”", (recoveryCodesLeft, words) => {
  drawSection({ recoveryCodesLeft });

  expect(screen.getByText("Two-step sign-in is on.")).toBeDefined();
  expect(screen.getByText(words, { exact: false })).toBeDefined();
});

test("what the company requires cannot be turned off", () => {
  drawSection({ required: true });

  expect(screen.queryByRole("button", { name: "Turn off" })).toBeNull();
  expect(screen.getByText("Your company requires it.", { exact: false })).toBeDefined();
});

test("turned off it says so and can be turned on again", async () => {
  drawSection();

  await press("Turn off");

  expect(
    screen.getByText(/^Two-step sign-in is off\. You sign in with your password alone\.$/),
  ).toBeDefined();
  expect(screen.getByRole("button", { name: "Turn on two-step sign-in" })).toBeDefined();
});

test("new recovery codes are shown once, until they are kept", async () => {
  drawSection();

  await press("Make new recovery codes");
  expect(screen.getByRole("list", { name: "Recovery codes" }).textContent).toBe("cccc-3333");

  await press("I have saved them");
  expect(screen.queryByRole("list", { name: "Recovery codes" })).toBeNull();
  expect(screen.getByText("Two-step sign-in is on.")).toBeDefined();
});

test("what was refused says why", async () => {
  drawSection();
  page.server.answers["account.turnOffSecondStep"] = () => {
    throw refusal("second-step-required");
  };

  await press("Turn off");

  expect(screen.getByRole("status").textContent).toBe(
    "A company of yours requires two-step sign-in, so it stays on.",
  );
  expect(screen.getByText("Two-step sign-in is on.")).toBeDefined();
});

test("once it is set up and the codes are kept, it is on", async () => {
  drawSection({ on: false });

  await press("Turn on two-step sign-in");
  await page.user.type(screen.getByRole("textbox", { name: "Six-digit code" }), "123456");
  await press("Turn on");
  await press("I have saved them");

  expect(screen.getByText("Two-step sign-in is on.")).toBeDefined();
});
