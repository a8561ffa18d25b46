import { openPage } from "../../testing/page.tsx";
import { expect, test } from "bun:test";
import { screen } from "@testing-library/react";
import { MarkdownText } from "./markdown-text.tsx";

const page = openPage();

function draw(text: string) {
  return page.draw(<MarkdownText text={text} />).container;
}

test("the little Markdown of chats becomes paragraphs, emphasis, lists and code", () => {
  const container = draw("Hi **there**\n\n- one\n- two\n\nUse `npm`");

  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["one", "two"]);
  expect(container.querySelector("strong")?.textContent).toBe("there");
  expect(container.querySelector("code")?.textContent).toBe("npm");
});

test("a link opens a tab of its own that knows nothing of this one", () => {
  draw("See [the help](https://fern.shop/help).");

  const link = screen.getByRole<HTMLAnchorElement>("link", { name: "the help" });
  expect(link.href).toBe("https://fern.shop/help");
  expect(link.target).toBe("_blank");
  expect(link.rel).toBe("noreferrer noopener");
});

test("tags stay text, and a script's address is no link", () => {
  const container = draw("<img src=x onerror=alert(1)> [press](javascript:alert(1))");

  expect(container.querySelector("img")).toBeNull();
  expect(screen.queryByRole("link")).toBeNull();
  expect(container.textContent).toContain("<img src=x onerror=alert(1)>");
});

test("a numbered list begins where its writer began it", () => {
  draw("3. three\n4. four");

  expect(screen.getByRole("list").getAttribute("start")).toBe("3");
});

test("code in a block is left as it is", () => {
  const container = draw("```\nconst **a** = `b`;\n```");

  const block = container.querySelector("pre");
  expect(block?.textContent).toBe("const **a** = `b`;");
  expect(block?.children).toHaveLength(0);
});
