import { screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { newCustomer } from "../testing/chat-fixtures.ts";
import { serverError } from "../testing/fake-server.ts";
import { openPage } from "../testing/page.tsx";
import { EraseCustomerDialog } from "./erase-customer-dialog.tsx";

const page = openPage();

async function drawDialog() {
  const [onErased, onClose] = [mock(), mock()];
  page.draw(<EraseCustomerDialog customer={newCustomer()} onErased={onErased} onClose={onClose} />);
  await page.settle();
  return { onErased, onClose };
}

const type = (text: string) => page.user.type(screen.getByRole("textbox"), `${text}{Enter}`);
const erased = () => page.server.inputs("privacy.eraseCustomer");

describe("the window before a customer is erased", () => {
  test("says how much goes with them once it is counted", async () => {
    page.server.answers = { "privacy.ofCustomer": () => ({ chats: 2, messages: 1 }) };
    await drawDialog();

    expect(screen.getByRole("dialog", { name: "Erase Maria?" })).toBeDefined();
    expect(screen.getByText(/2 chats with 1 message will be erased/)).toBeDefined();
  });

  test("says what goes while it is counted", async () => {
    await drawDialog();

    expect(screen.getByText(/all messages of their chats will be erased/)).toBeDefined();
  });

  test("does nothing before the word is typed", async () => {
    await drawDialog();
    await type("delete");

    expect(erased()).toEqual([]);
    expect(screen.getByText("Enter the word erase.")).toBeDefined();
  });

  test("erases, closes, and says so", async () => {
    page.server.answers = { "privacy.eraseCustomer": () => ({ chats: 1 }) };
    const { onErased, onClose } = await drawDialog();
    await type("Erase");
    await page.settle();

    expect(erased()).toEqual([{ customerId: "cus_maria" }]);
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(onErased).toHaveBeenCalledTimes(1);
  });

  test("stays, and says so, when it did not work", async () => {
    page.server.answers = {
      "privacy.eraseCustomer": () => {
        throw serverError();
      },
    };
    const { onErased, onClose } = await drawDialog();
    await type("erase");
    await page.settle();

    expect(screen.getByText("Not erased. Try again.")).toBeDefined();
    expect(onClose).not.toHaveBeenCalled();
    expect(onErased).not.toHaveBeenCalled();
  });

  test("does not erase twice at once", async () => {
    await drawDialog();
    await type("erase");
    await type("{Enter}");
    await page.settle();

    expect(erased()).toHaveLength(1);
    expect(screen.getByRole("button", { name: "Erasing…" })).toBeDefined();
  });
});
