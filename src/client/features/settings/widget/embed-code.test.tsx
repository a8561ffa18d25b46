import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { watchClipboard } from "../../../testing/clipboard.ts";
import { EmbedCode } from "./embed-code.tsx";

const page = openPage();
const clipboard = watchClipboard();

const LINE = `<script async src="http://localhost/widget.js" data-widget="wk_tea"></script>`;

test("the line names this server and this company's widget, and cannot be changed", () => {
  page.draw(<EmbedCode />);

  const code = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Embed code" });
  expect(code.value).toBe(LINE);
  expect(code.readOnly).toBe(true);
});

test("for tag managers, which drop attributes, the key is in the address", () => {
  page.draw(<EmbedCode />);

  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "For a tag manager" }).value).toBe(
    `<script async src="http://localhost/widget.js?key=wk_tea"></script>`,
  );
});

test("it is copied, and says so", async () => {
  page.draw(<EmbedCode />);
  expect(screen.getByRole("status").textContent).toBe("");

  await page.user.click(screen.getByRole("button", { name: "Copy" }));
  await page.settle();

  expect(clipboard.copied).toEqual([LINE]);
  expect(screen.getByRole("status").textContent).toBe("Copied");
});

test("where the browser does not let it, it says how to do it by hand", async () => {
  clipboard.refuse();
  page.draw(<EmbedCode />);

  await page.user.click(screen.getByRole("button", { name: "Copy" }));
  await page.settle();

  expect(screen.getByRole("status").textContent).toBe("Not copied: select the text and copy it yourself.");
});
