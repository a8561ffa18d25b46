import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { refusal, serverError } from "../../testing/fake-server.ts";
import { fakeSignIn } from "../../testing/fake-sign-in.ts";
import { SetUpPage } from "./set-up-page.tsx";

const page = openPage();
const door = fakeSignIn();

async function drawSetUp(address = "/setup?token=tok") {
  page.go(address);
  page.server.answers = {
    "account.setUpState": () => ({ usable: true }),
    "account.setUp": () => ({}),
    ...page.server.answers,
  };
  page.draw(<SetUpPage />);
  await page.settle();
}

const TYPED = {
  "Company name": "Fern",
  "Your name": "Olga",
  Email: "olga@example.com",
  Password: "four fresh apples",
};

async function create(typed: Partial<typeof TYPED> = TYPED) {
  for (const [label, text] of Object.entries(typed)) await page.user.type(screen.getByLabelText(label), text);
  await page.user.click(screen.getByRole("button", { name: "Create workspace" }));
  await page.settle();
}

function alerts() {
  return screen.getAllByRole("alert").flatMap(({ textContent }) => textContent || []);
}

/** Expects that nothing can be set up here, and that there is a link out. */
function expectDeadEnd(words: string) {
  expect(screen.getByText(words)).toBeDefined();
  expect(screen.getByRole("link", { name: "Sign in instead" }).getAttribute("href")).toBe("/login");
  expect(screen.queryByRole("form")).toBeNull();
}

test("without a link's token nothing is asked, and it says where the link is", async () => {
  await drawSetUp("/setup");

  expectDeadEnd("Open the link that Switchboard printed when it started.");
  expect(page.server.calls).toEqual([]);
});

test("a link that was used leads nowhere", async () => {
  page.server.answers["account.setUpState"] = () => ({ usable: false });
  await drawSetUp();

  expectDeadEnd("This link has been used or has expired. Restart Switchboard to print a new one.");
});

test("a link that is refused says why", async () => {
  page.server.answers["account.setUpState"] = () => {
    throw refusal("setup-unknown");
  };
  await drawSetUp();

  expectDeadEnd("This link has been used or has expired. Restart Switchboard to print a new one.");
});

test("a link that cannot be checked, because the server is away, can be checked again", async () => {
  page.server.answers["account.setUpState"] = () => {
    throw serverError();
  };
  await drawSetUp();
  await page.pass(30_000);
  page.server.answers["account.setUpState"] = () => ({ usable: true });
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  await page.settle();

  expect(screen.getByRole("button", { name: "Create workspace" })).toBeDefined();
});

test("four fields, and whoever filled them in is signed in at once", async () => {
  await drawSetUp();
  door.answer({ status: 200 });
  await create();

  expect(page.server.inputs("account.setUp")).toEqual([
    {
      token: "tok",
      companyName: "Fern",
      name: "Olga",
      email: "olga@example.com",
      password: "four fresh apples",
    },
  ]);
  expect(door.opened).toEqual(["/inbox"]);
});

test("nothing typed is not sent: each field says what is missing", async () => {
  await drawSetUp();
  await create({});

  expect(alerts()).toEqual([
    "Enter the name of your company. Customers see it above the chat.",
    "Enter your name. Customers see it when you answer.",
    "Enter your email, such as ana@example.com.",
    "Use at least 12 characters. A few words are easy to remember.",
  ]);
  expect(page.server.inputs("account.setUp")).toEqual([]);
});

test("a refusal is put into words, and nobody is signed in", async () => {
  await drawSetUp();
  page.server.answers["account.setUp"] = () => {
    throw refusal("email-taken");
  };
  await create();

  expect(alerts()).toEqual(["There is already an account with this email. Sign in, or use another email."]);
  expect(door.sent).toEqual([]);
});
