import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { OwnCompaniesView } from "#domain/views/account-view.ts";
import { refusal, tooMany, unauthorized } from "../../testing/fake-server.ts";
import { fakeSignIn } from "../../testing/fake-sign-in.ts";
import { watchPageLoads } from "../../testing/watch-page-loads.ts";
import { JoinPage } from "./join-page.tsx";

const page = openPage();

function nobody(): never {
  throw unauthorized();
}

const door = fakeSignIn();

/** Nobody is signed in, unless `own` answers. */
async function drawInvitation(
  email: string | null = null,
  asksSignIn = false,
  own: () => OwnCompaniesView = nobody,
) {
  page.server.answers = {
    "account.invitation": () => ({
      companyName: "Fern",
      invitedBy: "Olga",
      email,
      role: "agent",
      asksSignIn,
    }),
    "account.companies": () => own(),
    "account.join": () => ({}),
  };
  page.draw(<JoinPage token="tok" signOut={() => {}} />);
  await page.settle();
}

async function join(typed: { name?: string; email?: string; password?: string }) {
  if (typed.name !== undefined) await page.user.type(screen.getByLabelText("Your name"), typed.name);
  if (typed.email !== undefined) await page.user.type(screen.getByLabelText("Email"), typed.email);
  if (typed.password !== undefined) await page.user.type(screen.getByLabelText("Password"), typed.password);
  await page.user.click(screen.getByRole("button", { name: "Join the team" }));
  await page.settle();
}

const CLEO = { name: "Cleo", email: "cleo@example.com", password: "four fresh apples" };

function alerts() {
  return screen.getAllByRole("alert").flatMap(({ textContent }) => textContent || []);
}

test("an invitation says who invites to what", async () => {
  await drawInvitation();

  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Join Fern");
  expect(screen.getByText("Olga invites you as an agent.")).toBeDefined();
});

test.each([
  [
    refusal("invitation-unknown"),
    "This invitation has been used or revoked, or has expired. Ask for a new one.",
  ],
])("an invitation that is none any more says so and leads to the sign-in", async (failure, words) => {
  page.server.answers["account.invitation"] = () => {
    throw failure;
  };
  page.draw(<JoinPage token="tok" signOut={() => {}} />);
  await page.settle();

  expect(screen.getByText(words)).toBeDefined();
  expect(screen.getByRole("link", { name: "Sign in instead" }).getAttribute("href")).toBe("/login");
  expect(screen.queryByRole("form")).toBeNull();
});

test("who joins is signed in at once", async () => {
  await drawInvitation();
  door.answer({ status: 200 });
  await join(CLEO);

  expect(page.server.inputs("account.join")).toEqual([{ token: "tok", ...CLEO }]);
  expect(door.sent).toEqual([{ email: CLEO.email, password: CLEO.password }]);
  expect(door.opened).toEqual(["/inbox"]);
});

test("who joins again is asked for the second step that they have", async () => {
  await drawInvitation("cleo@example.com");
  door.answer({ status: 401, body: { code: "needed" } });
  await join({ name: CLEO.name, password: CLEO.password });
  door.answer({ status: 200 });
  await page.user.type(screen.getByLabelText("Code"), "123456");
  await page.user.click(screen.getByRole("button", { name: "Sign in" }));
  await page.settle();

  expect(door.sent.at(-1)).toEqual({ email: CLEO.email, password: CLEO.password, code: "123456" });
  expect(door.opened).toEqual(["/inbox"]);
});

test("an address that the invitation names is taken as it is", async () => {
  await drawInvitation("dora@example.com");
  await join({ name: "Dora", password: CLEO.password });

  expect(screen.getByLabelText<HTMLInputElement>("Email").readOnly).toBe(true);
  expect(page.server.inputs("account.join")).toMatchObject([{ email: "dora@example.com" }]);
});

test("nothing typed is not sent: each field says what is missing", async () => {
  await drawInvitation();
  await join({});

  expect(alerts()).toEqual([
    "Enter your name. Customers see it when you answer.",
    "Enter your email, such as ana@example.com.",
    "Use at least 12 characters. A few words are easy to remember.",
  ]);
  expect(page.server.inputs("account.join")).toEqual([]);
});

test("a password made of one's name and company is not taken", async () => {
  await drawInvitation();
  await join({ ...CLEO, password: "cleo fern cleo" });

  expect(alerts()).toEqual(["That is easy to guess. Add a word or two of your own."]);
});

test.each([
  [refusal("email-taken"), "There is already an account with this email. Sign in, or use another email."],
  [tooMany(60_000), "Too many attempts. Try again in 60 seconds."],
])("who was not taken in is told why, and is not signed in", async (failure, words) => {
  await drawInvitation();
  page.server.answers["account.join"] = () => {
    throw failure;
  };
  await join(CLEO);

  expect(alerts()).toEqual([words]);
  expect(door.sent).toEqual([]);
});

test("who has joined and cannot be signed in is told why", async () => {
  await drawInvitation();
  door.answer({ status: 500 });
  await join(CLEO);

  expect(alerts()).toEqual(["Switchboard could not be reached. Check your connection and try again."]);
});

const OWN = { name: "Cleo", email: CLEO.email, companies: [] };

test("who is signed in joins with their account, under the name they have there", async () => {
  const left = watchPageLoads();
  await drawInvitation(null, false, () => OWN);
  page.server.answers["account.joinWithAccount"] = () => ({ companyId: "org_fern" });
  const name = screen.getByLabelText("Your name");
  await page.user.clear(name);
  await page.user.click(screen.getByRole("button", { name: "Join the team" }));
  expect(alerts()).toEqual(["Enter your name. Customers see it when you answer."]);

  await page.user.type(name, "Cleo F");
  await page.user.click(screen.getByRole("button", { name: "Join the team" }));
  await page.settle();

  expect(page.server.inputs("account.joinWithAccount")).toEqual([{ token: "tok", name: "Cleo F" }]);
  expect(left).toEqual(["/c/fern/inbox"]);
});

test("who is signed in may still join with another address, where the invitation names none", async () => {
  await drawInvitation(null, false, () => OWN);

  await page.user.click(screen.getByRole("button", { name: "Join with another email" }));

  expect(screen.getByLabelText("Password")).toBeDefined();
});

test("an invitation for another address than that of the account says so, and offers to sign out", async () => {
  await drawInvitation("zoe@moss.example", true, () => OWN);

  expect(screen.getByText(/This invitation is for/).textContent).toContain("zoe@moss.example");
  expect(screen.queryByRole("button", { name: "Join the team" })).toBeNull();
  expect(screen.getByRole("button", { name: "Sign out" })).toBeDefined();
});

test("an address that has an account asks for its sign-in, and for no name or new password", async () => {
  await drawInvitation(CLEO.email, true);
  expect(screen.queryByLabelText("Your name")).toBeNull();
  await page.user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(alerts()).toEqual(["Enter your password."]);

  const left = watchPageLoads();
  door.answer({ status: 200 });
  await page.user.type(screen.getByLabelText("Password"), CLEO.password);
  await page.user.click(screen.getByRole("button", { name: "Sign in" }));
  await page.settle();

  expect(left).toEqual([location.pathname]);
});

test("what refuses the account is said, and nothing typed is lost", async () => {
  await drawInvitation(null, false, () => OWN);
  page.server.answers["account.joinWithAccount"] = () => {
    throw refusal("email-taken");
  };
  await page.user.click(screen.getByRole("button", { name: "Join the team" }));
  await page.settle();

  expect(alerts()).toEqual(["There is already an account with this email. Sign in, or use another email."]);
});
