import { describe, expect, test } from "bun:test";
import { publicNameOf } from "#domain/model/member.ts";
import fc from "fast-check";
import { anyText, missingSigns, thornyText } from "#domain/text/testing/any-text.ts";
import type { VirtualNode } from "../view/dom/virtual-dom.ts";
import { renderMarkdown, renderMessage } from "./render-markdown.ts";

const CUSTOMER = { kind: "customer" } as const;
const AGENT = { kind: "member", name: publicNameOf({ name: "Ana" }) } as const;

/** What a browser shows of the nodes, with the numbers of lists and the targets of links. */
function shownOf(nodes: readonly VirtualNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return node;
      if (!node) return "";
      const { start, href } = node.props;
      const label = shownOf(node.kids);
      const numbers = typeof start === "number" ? node.kids.map((_item, at) => start + at).join(" ") : "";
      return `${numbers} ${label} ${typeof href === "string" && !href.endsWith(label.trim()) ? href : ""}`;
    })
    .join("");
}

function elementsOf(
  nodes: readonly VirtualNode[],
): { name: string; props: Readonly<Record<string, unknown>> }[] {
  return nodes.flatMap((node) => (typeof node === "object" && node ? [node, ...elementsOf(node.kids)] : []));
}

describe("the widget shows", () => {
  test("every word of a message, whoever wrote it and whatever it looks like", () => {
    fc.assert(
      fc.property(fc.oneof(thornyText, anyText), fc.constantFrom(CUSTOMER, AGENT), (text, author) => {
        expect(missingSigns(text, shownOf(renderMessage({ author, text })))).toEqual([]);
        expect(missingSigns(text, shownOf(renderMarkdown(text)))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(["88734. my order", "- 5 Grad", "**x**", "```ls -la```"])("a customer's %j as typed", (text) => {
    expect(shownOf(renderMessage({ author: CUSTOMER, text })).trim()).toBe(text);
  });

  test("a customer's address as a link", () => {
    const link = elementsOf(renderMessage({ author: CUSTOMER, text: "see https://fern.shop/a?b[]=c" })).find(
      ({ name }) => name === "a",
    );

    expect(link?.props).toMatchObject({ href: "https://fern.shop/a?b[]=c", target: "_blank" });
  });
});
