import { fakeFetch } from "../../testing/fake-fetch.ts";
import { NOW, openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import type { FoundCustomer } from "#domain/views/found-customer.ts";
import { refusal, serverError } from "../../testing/fake-server.ts";
import { FindCustomerData } from "./find-customer-data.tsx";

const page = openPage();

const mia: FoundCustomer = {
  customer: { id: "cus_1", name: "Mia", email: "m@example.com" },
  chats: 3,
  lastAt: NOW,
};
const max: FoundCustomer = {
  customer: { id: "cus_2", name: "Max", email: "m@example.com" },
  chats: 1,
  lastAt: NOW,
};

let found: readonly FoundCustomer[];

beforeEach(() => {
  found = [mia, max];
  page.server.answers = {
    "privacy.find": () => found,
    "privacy.ofCustomer": () => ({ chats: 1, messages: 12 }),
    "privacy.eraseCustomer": ({ customerId }) => {
      found = found.filter(({ customer }) => customer.id !== customerId);
      return { chats: 1 };
    },
    "privacy.mayExport": () => ({}),
  };
  page.draw(<FindCustomerData />);
});

async function find(email: string) {
  const field = screen.getByRole("textbox", { name: "Email" });
  await page.user.clear(field);
  await page.user.type(field, email);
  await press("Find");
}

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
}

test("whoever gave the address is listed with their chats", async () => {
  await find(" m@example.com ");

  expect(page.server.inputs("privacy.find")).toEqual([{ email: "m@example.com" }]);
  expect(screen.getByText("2 customers gave this address.")).toBeDefined();
  expect(screen.getByText(/^3 chats, the last started /)).toBeDefined();
});

test("an address that nobody gave says so", async () => {
  found = [];
  await find("nobody@example.com");

  expect(screen.getByText("No customer gave this address.")).toBeDefined();
});

test("a blank address asks nothing and clears what was found", async () => {
  await find("m@example.com");
  await find("  ");

  expect(page.server.inputs("privacy.find")).toHaveLength(1);
  expect(screen.queryByRole("listitem")).toBeNull();
});

test("a search that failed can be tried again", async () => {
  page.server.answers["privacy.find"] = () => {
    throw refusal("resync");
  };
  await find("m@example.com");
  expect(screen.getByRole("alert").textContent).toBe("This could not be loaded.");

  page.server.answers["privacy.find"] = () => found;
  await press("Try again");
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
});

test("the customer whose button is pressed is the one who is erased, once the word is typed", async () => {
  await find("m@example.com");

  await press("Erase Max");
  expect(screen.getByRole("dialog", { name: "Erase Max?" })).toBeDefined();
  expect(screen.getByText(/1 chat with 12 messages will be erased\./)).toBeDefined();
  await press("Erase permanently");
  expect(page.server.inputs("privacy.eraseCustomer")).toEqual([]);

  await page.user.type(screen.getByRole("textbox", { name: "Type “erase” to confirm" }), "erase");
  await press("Erase permanently");
  expect(page.server.inputs("privacy.eraseCustomer")).toEqual([{ customerId: "cus_2" }]);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getAllByRole("listitem")).toHaveLength(1);
});

test("what was not erased says so, and the question stays", async () => {
  page.server.answers["privacy.eraseCustomer"] = () => {
    throw serverError();
  };
  await find("m@example.com");
  await press("Erase Max");
  await page.user.type(screen.getByRole("textbox", { name: "Type “erase” to confirm" }), "erase");
  await press("Erase permanently");

  expect(screen.getByRole("alert").textContent).toBe("Not erased. Try again.");
  expect(screen.getByRole("dialog")).toBeDefined();
});

test("Cancel erases nobody", async () => {
  await find("m@example.com");
  await press("Erase Max");
  await press("Cancel");

  expect(screen.queryByRole("dialog")).toBeNull();
  expect(page.server.inputs("privacy.eraseCustomer")).toEqual([]);
});

test("a download is asked for first, and of the customer whose button is pressed", async () => {
  const downloaded = watchDownloads();
  await find("m@example.com");

  await press("Download the data of Max");

  expect(page.server.inputs("privacy.mayExport")).toHaveLength(1);
  expect(downloaded).toEqual(["/export/customers/cus_2"]);
});

test("a download that is refused does not begin", async () => {
  const downloaded = watchDownloads();
  page.server.answers["privacy.mayExport"] = () => {
    throw refusal("second-step-needed");
  };
  await find("m@example.com");

  await press("Download the data of Max");

  expect(downloaded).toEqual([]);
});

/** Collects the paths of the exports that are asked for. */
function watchDownloads() {
  const paths: string[] = [];
  fakeFetch(({ path }) => {
    paths.push(path);
    return new Response("", { status: 503 });
  });
  return paths;
}
