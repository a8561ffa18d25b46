import { openPage } from "../../testing/page.tsx";
import { expect, test } from "bun:test";
import fc from "fast-check";
import { anyText, missingSigns, thornyText } from "#domain/text/testing/any-text.ts";
import { screen } from "@testing-library/react";
import { initialsOf } from "./initials-of.ts";
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

test("every word of a message is shown, whatever it looks like", () => {
  fc.assert(
    fc.property(fc.oneof(thornyText, anyText), fc.boolean(), (text, isPlain) => {
      const { container, unmount } = page.draw(<MarkdownText text={text} isPlain={isPlain} />);
      const links = [...container.querySelectorAll("a")].map((link) => link.getAttribute("href")).join(" ");
      const numbers = [...container.querySelectorAll("ol")].map((list) =>
        [...list.children].map((_item, at) => Number(list.getAttribute("start")) + at).join(" "),
      );

      expect(missingSigns(text, [container.textContent, links, ...numbers].join(" "))).toEqual([]);
      unmount();
    }),
    { numRuns: 200 },
  );
});

test("what a customer typed reads as typed", () => {
  const typed = "88734. my order\n- 5 °C **not bold** [bank](https://good.example@evil.example)";
  const { container } = page.draw(<MarkdownText text={typed} isPlain />);

  expect(container.textContent).toBe(typed);
  expect(screen.queryByRole("link")).toBeNull();
});

test("a text cannot turn round, old ones neither", () => {
  expect(draw("see \u202Egnp.exe").textContent).toBe("see gnp.exe");
});

test("a link whose host mixes scripts says the host in ASCII", () => {
  expect(draw("https://раураl.com/x").textContent).toBe("https://раураl.com/x (xn--l-7sba6dbr.com)");
  expect(draw("https://bücher.example/x").textContent).toBe("https://bücher.example/x");
  expect(draw("https://раураl.com:99999/x").textContent).toBe("https://раураl.com:99999/x");
});

test("a block of code can be reached by keyboard, because it scrolls", async () => {
  const container = draw("```\nnpm run build\n```");
  await page.user.tab();

  expect(container.ownerDocument.activeElement?.tagName).toBe("PRE");
});

test("initials are whole characters", () => {
  expect(["👩\u200D🍳 Eva", "e\u0301va", "🇩🇪 Shop"].map(initialsOf)).toEqual([
    "👩\u200D🍳E",
    "E\u0301",
    "🇩🇪S",
  ]);
});
