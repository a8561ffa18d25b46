import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, mock, type Mock, test } from "bun:test";
import { refusal } from "../../testing/fake-server.ts";
import { SetUpSecondStep } from "./set-up-second-step.tsx";

const page = openPage();

let onDone: Mock<() => void>;

beforeEach(() => {
  onDone = mock(() => {});
  page.server.answers = {
    "account.beginSecondStep": () => ({ secret: "ABCDEFGHIJ", link: "otpauth://totp/x?secret=ABCDEFGHIJ" }),
    "account.confirmSecondStep": () => ({ recoveryCodes: ["aaaa-1111", "bbbb-2222"] }),
  };
  page.draw(<SetUpSecondStep done="I have saved them" onDone={onDone} />);
});

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
}

async function confirm(code: string) {
  if (code !== "") await page.user.type(screen.getByRole("textbox", { name: "Six-digit code" }), code);
  await press("Turn on");
}

function sentCodes() {
  return page.server.inputs("account.confirmSecondStep");
}

test("no secret is made before it is asked for", async () => {
  await page.settle();

  expect(page.server.calls).toEqual([]);
});

test("the secret is shown as a picture, as a link, and in groups of four to be typed", async () => {
  await press("Turn on two-step sign-in");

  expect(screen.getByRole("img", { name: "Code for your authenticator app" })).toBeDefined();
  const link = screen.getByRole("link", { name: "Open the app on this device" });
  expect(link.getAttribute("href")).toBe("otpauth://totp/x?secret=ABCDEFGHIJ");
  const secret = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Or enter this key in the app" });
  expect(secret.value).toBe("ABCD EFGH IJ");
});

test("a code of the app is answered with the recovery codes, and then it is done", async () => {
  await press("Turn on two-step sign-in");
  await confirm(" 123456 ");

  expect(sentCodes()).toEqual([{ code: "123456" }]);
  expect(screen.getByRole("list", { name: "Recovery codes" }).textContent).toBe("aaaa-1111bbbb-2222");
  expect(onDone).not.toHaveBeenCalled();
  await press("I have saved them");
  expect(onDone).toHaveBeenCalledTimes(1);
});

test("without a code nothing is sent", async () => {
  await press("Turn on two-step sign-in");
  await confirm("  ");

  expect(screen.getByRole("alert").textContent).toBe("Enter the six digits from the app.");
  expect(sentCodes()).toEqual([]);
});

test("a wrong code says so, and another can be typed", async () => {
  page.server.answers["account.confirmSecondStep"] = () => {
    throw refusal("wrong-code");
  };
  await press("Turn on two-step sign-in");
  await confirm("123456");

  expect(screen.getByRole("alert").textContent).toStartWith("This code is wrong");
  expect(screen.getByRole("textbox", { name: "Six-digit code" })).toBeDefined();
});

test("while a code is checked it is not sent again", async () => {
  page.server.answers["account.confirmSecondStep"] = () => new Promise(() => {});
  await press("Turn on two-step sign-in");
  await confirm("123456");
  await press("Turning on…");

  expect(sentCodes()).toHaveLength(1);
});

test("why it cannot begin is put into words", async () => {
  page.server.answers["account.beginSecondStep"] = () => {
    throw refusal("second-step-on");
  };
  await press("Turn on two-step sign-in");

  expect(screen.getByRole("alert").textContent).toBe("Two-step sign-in is already on.");
});
