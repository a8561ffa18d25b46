import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, mock, type Mock, test } from "bun:test";
import { refusal } from "../../testing/fake-server.ts";
import { InviteDialog } from "./invite-dialog.tsx";

const page = openPage();

let onClose: Mock<() => void>;

beforeEach(() => {
  onClose = mock(() => {});
  page.server.answers["team.invite"] = ({ email }) => ({
    link: `http://localhost/invite/${email ?? "anybody"}`,
  });
  page.draw(<InviteDialog onClose={onClose} />);
});

async function invite(emails: string) {
  if (emails !== "") {
    await page.user.click(screen.getByRole("textbox", { name: "Email addresses" }));
    await page.user.paste(emails);
  }
  await page.user.click(screen.getByRole("button", { name: "Copy invite link" }));
  await page.settle();
}

function invited() {
  return page.server.inputs("team.invite");
}

function links() {
  return screen.getAllByRole<HTMLInputElement>("textbox").map(({ value }) => value);
}

test("without an address it is one link for anybody, for an agent", async () => {
  await invite("");

  expect(invited()).toEqual([{ email: null, role: "agent" }]);
  expect(screen.getByRole("textbox", { name: "Invite link" })).toHaveProperty(
    "value",
    "http://localhost/invite/anybody",
  );
});

test("each address has a link of its own, for the role that was picked", async () => {
  await page.user.click(screen.getByRole("radio", { name: "Admin" }));
  await invite("ana@example.com, ben@example.com");

  expect(invited()).toEqual([
    { email: "ana@example.com", role: "admin" },
    { email: "ben@example.com", role: "admin" },
  ]);
  expect(links()).toEqual([
    "http://localhost/invite/ana@example.com",
    "http://localhost/invite/ben@example.com",
  ]);
});

test("the first that is no address is named, and nobody is invited", async () => {
  await invite("ana@example.com, ben, cleo");

  expect(screen.getByRole("alert").textContent).toBe("“ben” is not an email address.");
  expect(invited()).toEqual([]);
});

test("twenty at once and no more", async () => {
  const many = Array.from({ length: 21 }, (_, index) => `a${index}@example.com`);
  await invite(many.join(" "));
  expect(screen.getByRole("alert").textContent).toBe("At most 20 at once.");
  expect(invited()).toEqual([]);

  await page.user.clear(screen.getByRole("textbox", { name: "Email addresses" }));
  await invite(many.slice(1).join(" "));
  expect(invited()).toHaveLength(20);
});

test("while links are made they are not made again", async () => {
  page.server.answers["team.invite"] = () => new Promise(() => {});
  await invite("");

  await page.user.click(screen.getByRole("button", { name: "Making the link…" }));
  await page.settle();

  expect(invited()).toHaveLength(1);
});

test("an address that already has an account does not keep the others from their links", async () => {
  page.server.answers["team.invite"] = ({ email }) => {
    if (email === "ana@example.com") throw refusal("email-taken");
    return { link: "http://localhost/invite/1" };
  };
  await invite("ana@example.com, ben@example.com");

  expect(screen.getByRole("alert").textContent).toBe("ana@example.com: This person is already a member.");
  expect(links()).toEqual(["http://localhost/invite/1"]);
});

test("Cancel closes the form and Done closes the links", async () => {
  await page.user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(onClose).toHaveBeenCalledTimes(1);

  await invite("");
  await page.user.click(screen.getByRole("button", { name: "Done" }));
  expect(onClose).toHaveBeenCalledTimes(2);
});
