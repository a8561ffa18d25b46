import { h, type VirtualElement } from "../dom/virtual-dom.ts";
import { strings } from "../locale/reader-locale.ts";
import { type ConversationEntry, CUSTOMER_AUTHOR } from "./conversation-entries.ts";

/** The rows of the conversation while there is nothing to draw them with: every message as it was written. */
export function plainRows(entries: readonly ConversationEntry[]): VirtualElement[] {
  return entries.map(({ id, by, content, mark }) => {
    if ("kind" in content) return h("li", { id });
    const { author, text } = content;
    return h(
      "li",
      { id, class: `message first last ${mark} ${by === CUSTOMER_AUTHOR ? "own" : ""}` },
      author.kind !== CUSTOMER_AUTHOR && h("p", "small", author.name),
      h("div", { class: "bubble", dir: "auto" }, text),
      mark && h("p", { class: "small", "aria-live": "off" }, strings[mark]),
    );
  });
}
