import { screen } from "@testing-library/react";
import { afterEach, expect, test } from "bun:test";
import { fakeSignIn } from "../../testing/fake-sign-in.ts";
import { refusal, tooMany } from "../../testing/fake-server.ts";
import { openPage } from "../../testing/page.tsx";
import { ResetPasswordPage } from "./reset-password-page.tsx";

const page = openPage();
const door = fakeSignIn();

const NEXT = "four fresh apples";

afterEach(() => {
  location.hash = "";
});

async function drawReset(hash = "#tok") {
  location.hash = hash;
  page.server.answers = {
    "account.passwordReset": () => ({ email: "ben@example.com", name: "Ben", companyName: "Fern" }),
    "account.resetPassword": () => ({}),
    ...page.server.answers,
  };
  page.draw(<ResetPasswordPage />);
  await page.settle();
}

async function choose(password: string) {
  await page.user.type(screen.getByLabelText("New password"), password);
  await page.user.click(screen.getByRole("button", { name: "Save and sign in" }));
  await page.settle();
}

function alerts() {
  return screen.getAllByRole("alert").flatMap(({ textContent }) => textContent || []);
}

test("who chooses a new password is signed in with it at once", async () => {
  await drawReset();
  expect(screen.getByText(/For .*Ben.* at .*Fern/)).toBeDefined();
  expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("ben@example.com");
  door.answer({ status: 200 });

  await choose(NEXT);

  expect(page.server.inputs("account.resetPassword")).toEqual([{ token: "tok", password: NEXT }]);
  expect(door.sent).toEqual([{ email: "ben@example.com", password: NEXT }]);
  expect(door.opened).toEqual(["/inbox"]);
});

test("who has a second step is asked for it", async () => {
  await drawReset();
  door.answer({ status: 401, body: { code: "needed" } });
  await choose(NEXT);
  door.answer({ status: 200 });
  await page.user.type(screen.getByLabelText("Code"), "123456");
  await page.user.click(screen.getByRole("button", { name: "Sign in" }));
  await page.settle();

  expect(door.sent.at(-1)).toEqual({ email: "ben@example.com", password: NEXT, code: "123456" });
  expect(door.opened).toEqual(["/inbox"]);
});

test.each([
  ["short", "Use at least 12 characters. A few words are easy to remember."],
  ["ben fern ben fern", "That is easy to guess. Add a word or two of your own."],
])("the password %p is not sent", async (password, words) => {
  await drawReset();
  await choose(password);

  expect(alerts()).toEqual([words]);
  expect(page.server.inputs("account.resetPassword")).toEqual([]);
});

test.each([
  [refusal("reset-unknown"), "This link has been used, replaced or has expired. Ask for a new one."],
  [tooMany(60_000), "Too many attempts. Try again in 60 seconds."],
])("who is refused is told why, and is not signed in", async (failure, words) => {
  await drawReset();
  page.server.answers["account.resetPassword"] = () => {
    throw failure;
  };
  await choose(NEXT);

  expect(alerts()).toEqual([words]);
  expect(door.sent).toEqual([]);
});

test("a used link says so and leads to the sign-in", async () => {
  page.server.answers = {
    "account.passwordReset": () => {
      throw refusal("reset-unknown");
    },
  };
  await drawReset();

  expect(
    screen.getByText("This link has been used, replaced or has expired. Ask for a new one."),
  ).toBeDefined();
  expect(screen.getByRole("link", { name: "Sign in instead" }).getAttribute("href")).toBe("/login");
});

test("a link that was cut off says what is missing, and asks nothing of the server", async () => {
  await drawReset("");

  expect(screen.getByText(/lacks the part after/)).toBeDefined();
  expect(page.server.inputs("account.passwordReset")).toEqual([]);
});
