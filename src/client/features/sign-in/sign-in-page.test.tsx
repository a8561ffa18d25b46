import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { fakeSignIn } from "../../testing/fake-sign-in.ts";
import { SignInPage } from "./sign-in-page.tsx";

const page = openPage();
const door = fakeSignIn();

beforeEach(() => {
  page.draw(<SignInPage />);
});

async function type(label: string, text: string) {
  await page.user.type(screen.getByLabelText(label), text);
}

async function signIn() {
  await page.user.click(screen.getByRole("button", { name: "Sign in" }));
  await page.settle();
}

/** The texts of all alerts. */
function alerts() {
  return screen.getAllByRole("alert").flatMap(({ textContent }) => textContent || []);
}

test("the right password opens the inbox", async () => {
  door.answer({ status: 200 });
  await type("Email", " ana@example.com ");
  await type("Password", "four fresh apples");
  await signIn();

  expect(door.sent).toEqual([{ email: "ana@example.com", password: "four fresh apples" }]);
  expect(door.opened).toEqual(["/inbox"]);
});

test("nothing typed is not sent: each field says what is missing", async () => {
  await signIn();

  expect(alerts()).toEqual(["Enter your email, such as ana@example.com.", "Enter your password."]);
  expect(door.sent).toEqual([]);
});

test.each([
  [{ status: 401, body: {} }, "Email or password is wrong."],
  [{ status: 429, retryAfter: 45 }, "Too many attempts. Try again in 45 seconds."],
  [{ status: 429, retryAfter: 300 }, "Too many attempts. Try again in 5 minutes."],
  [{ status: 500 }, "Switchboard could not be reached. Check your connection and try again."],
])("%p keeps the door shut and says why", async (answer, words) => {
  door.answer(answer);
  await type("Email", "ana@example.com");
  await type("Password", "wrong");
  await signIn();

  expect(alerts()).toEqual([words]);
  expect(door.opened).toEqual([]);
  expect(screen.queryByRole("textbox", { name: "Code" })).toBeNull();
});

test("a code is asked for only where there is a second step", async () => {
  door.answer({ status: 401, body: { code: "needed" } });
  await type("Email", "ana@example.com");
  await type("Password", "four fresh apples");
  await signIn();

  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("One more step");
  expect(alerts()).toEqual([]);
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Code" }));
});

test("the page names itself in the tab", () => {
  expect(document.title).toBe("Sign in · Switchboard");
});
