import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import { watchClipboard } from "../../testing/clipboard.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";

const page = openPage();
const clipboard = watchClipboard();

async function drawAndCopy() {
  page.draw(<RecoveryCodes codes={["aaaa-1111", "bbbb-2222"]} done="I have saved them" onDone={() => {}} />);
  expect(screen.getByRole("status").textContent).toBe("");
  await page.user.click(screen.getByRole("button", { name: "Copy" }));
  await page.settle();
}

test("all codes are shown", () => {
  page.draw(<RecoveryCodes codes={["aaaa-1111", "bbbb-2222"]} done="I have saved them" onDone={() => {}} />);

  const codes = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(codes).toEqual(["aaaa-1111", "bbbb-2222"]);
});

test("they are copied, one a line, and it says so", async () => {
  await drawAndCopy();

  expect(clipboard.copied).toEqual(["aaaa-1111\nbbbb-2222"]);
  expect(screen.getByRole("status").textContent).toBe("Copied");
});

test("where the browser does not let it, it says how to do it by hand", async () => {
  clipboard.refuse();
  await drawAndCopy();

  expect(screen.getByRole("status").textContent).toBe("Not copied: select the text and copy it yourself.");
});

test("the last button leads on", async () => {
  const onDone = mock();
  page.draw(<RecoveryCodes codes={["aaaa-1111"]} done="Go to the inbox" onDone={onDone} />);

  await page.user.click(screen.getByRole("button", { name: "Go to the inbox" }));

  expect(onDone).toHaveBeenCalledTimes(1);
});
