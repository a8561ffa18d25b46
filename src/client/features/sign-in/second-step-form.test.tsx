import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, mock, type Mock, test } from "bun:test";
import { fakeSignIn } from "../../testing/fake-sign-in.ts";
import { SecondStepForm } from "./second-step-form.tsx";

const page = openPage();
const door = fakeSignIn();
const typed = { email: "ana@example.com", password: "four fresh apples" };

let onBack: Mock<() => void>;

beforeEach(() => {
  onBack = mock(() => {});
  page.draw(<SecondStepForm typed={typed} onBack={onBack} />);
});

async function send(code: string) {
  if (code !== "") await page.user.type(screen.getByRole("textbox", { name: "Code" }), code);
  await page.user.click(screen.getByRole("button", { name: "Sign in" }));
  await page.settle();
}

function alerts() {
  return screen.getAllByRole("alert").flatMap(({ textContent }) => textContent || []);
}

test("the code can be typed at once", () => {
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Code" }));
});

test("the code goes with the password that was right, and opens the inbox", async () => {
  door.answer({ status: 200 });
  await send(" 123456 ");

  expect(door.sent).toEqual([{ ...typed, code: "123456" }]);
  expect(door.opened).toEqual(["/inbox"]);
  expect(onBack).not.toHaveBeenCalled();
});

test("a blank code is not sent", async () => {
  await send("  ");

  expect(alerts()).toEqual(["Enter the code."]);
  expect(door.sent).toEqual([]);
});

test("a wrong code says so, and another can be typed", async () => {
  door.answer({ status: 401, body: { code: "wrong" } });
  await send("123456");

  expect(alerts()).toEqual(["This code is wrong or was already used. Wait for the next one and enter that."]);
  expect(onBack).not.toHaveBeenCalled();
});

test("a code that the server asks for anew is not called wrong", async () => {
  door.answer({ status: 401, body: { code: "needed" } });
  await send("123456");

  expect(alerts()).toEqual([]);
  expect(onBack).not.toHaveBeenCalled();
});

test("a password that is refused meanwhile leads back to where it is typed", async () => {
  door.answer({ status: 401, body: {} });
  await send("123456");

  expect(onBack).toHaveBeenCalledTimes(1);
});

test("too many tries are to be waited for, here", async () => {
  door.answer({ status: 429, retryAfter: 45 });
  await send("123456");

  expect(alerts()).toEqual(["Too many attempts. Try again in 45 seconds."]);
  expect(onBack).not.toHaveBeenCalled();
});

test("while a code is checked it is not sent again", async () => {
  await send("123456");
  await page.user.click(screen.getByRole("button", { name: "Signing in…" }));
  await page.settle();

  expect(door.sent).toHaveLength(1);
});

test("somebody else can sign in instead", async () => {
  await page.user.click(screen.getByRole("button", { name: "Sign in as someone else" }));

  expect(onBack).toHaveBeenCalledTimes(1);
});
