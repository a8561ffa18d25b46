import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { serverError } from "../../testing/fake-server.ts";
import { EraseOrganization } from "./erase-organization.tsx";

const page = openPage();

async function openQuestion() {
  page.server.answers = {
    "privacy.ofCompany": () => ({ members: 1, customers: 2, chats: 3, messages: 40 }),
    "privacy.eraseCompany": () => ({ isErased: true }),
  };
  page.draw(<EraseOrganization />);
  await press("Erase the company…");
}

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
}

async function confirm(typed: string) {
  await page.user.type(screen.getByRole("textbox", { name: "Type “Tea House” to confirm" }), typed);
  await press("Erase permanently");
}

function erased() {
  return page.server.inputs("privacy.eraseCompany");
}

test("nothing is asked before the button is pressed", () => {
  page.draw(<EraseOrganization />);

  expect(screen.queryByRole("dialog")).toBeNull();
});

test("the question says what goes", async () => {
  await openQuestion();

  expect(screen.getByRole("dialog", { name: "Erase Tea House?" })).toBeDefined();
  expect(
    screen.getByText(/^1 member, 2 customers and 3 chats with 40 messages will be erased\./),
  ).toBeDefined();
});

test("only the company's name erases it", async () => {
  await openQuestion();

  await confirm("Coffee House");
  expect(erased()).toEqual([]);
  expect(screen.getByRole("alert").textContent).toBe("That is not the name of your company.");

  await page.user.clear(screen.getByRole("textbox"));
  await confirm("tea house");
  expect(erased()).toEqual([{ name: "Tea House" }]);
});

test("a company that was not erased says so", async () => {
  await openQuestion();
  page.server.answers["privacy.eraseCompany"] = () => ({ isErased: false });
  await confirm("Tea House");

  expect(screen.getByRole("alert").textContent).toBe("Not erased. Try again.");
});

test("a server that stumbles says so", async () => {
  await openQuestion();
  page.server.answers["privacy.eraseCompany"] = () => {
    throw serverError();
  };
  await confirm("Tea House");

  expect(screen.getByRole("alert").textContent).toBe("Not erased. Try again.");
});

test("a connection that breaks is no failure: whoever asked is shown out with all others", async () => {
  await openQuestion();
  page.server.answers["privacy.eraseCompany"] = () => {
    page.server.hangUp();
    return new Promise(() => {});
  };
  await confirm("Tea House");

  expect(erased()).toHaveLength(1);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("Cancel erases nothing", async () => {
  await openQuestion();
  await press("Cancel");

  expect(screen.queryByRole("dialog")).toBeNull();
  expect(erased()).toEqual([]);
});
