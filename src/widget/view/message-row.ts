import type { Instant } from "#domain/instant.ts";
import type { Chat } from "../chat.ts";
import { button, fault } from "./button.ts";
import { handlerMark } from "./handler.ts";
import { icon } from "./icon.ts";
import { clock, words } from "./language.ts";
import { markdown } from "./markdown.ts";
import type { Row } from "./rows.ts";
import { h, type Kid, type Tree } from "./tree.ts";

/** One item of the conversation. */
export function messageRow(row: Row, chat: Chat): Tree {
  const { id, at, said, mark, day, first, last } = row;
  const divider = day !== "" && h("p", "line small", day);
  if ("kind" in said) {
    const line = said.kind === "joined" ? words.joined(said.name) : words[said.kind];
    return h("li", { id }, divider, h("p", "line small", line));
  }
  const { author, text, sources, stopped } = said;
  const isOwn = author.kind === "customer";
  const name = isOwn ? words.you : author.name;
  return h(
    "li",
    { id, class: `message ${isOwn ? "own" : ""} ${first ? "first" : ""} ${last ? "last" : ""} ${mark}` },
    divider,
    !isOwn &&
      first &&
      h(
        "p",
        { class: "row small", "aria-hidden": true },
        handlerMark(author.kind === "bot" ? "bot" : "agent", name),
        " · ",
        time(at),
      ),
    h("span", "hidden", words.said(name, clock(at))),
    h("div", { class: "bubble", dir: "auto" }, markdown(text)),
    stopped && h("p", "small", words.stopped),
    sources.length > 0 && h("p", "small", words.from(sources.map(({ title }) => title).join(", "))),
    isOwn && ownMeta(row, chat),
  );
}

/** Under the customer's own messages: when, and whether it got there. Not spoken: a change of it is no news. */
function ownMeta({ id, mark, last, at }: Row, chat: Chat): Kid {
  if (mark === "failed") {
    return fault(
      { class: "row small fault" },
      words.failed,
      button("link", words.tryAgain, () => chat.retry(id)),
      "·",
      button("link", words.delete, () => chat.remove(id)),
    );
  }
  if (!last && mark === "") return null;
  return h(
    "p",
    { class: "row small", "aria-live": "off" },
    mark !== "" && [words[mark], mark === "sent" && icon("check"), " · "],
    time(at),
  );
}

/** The whole date and time for machines, the time for people. */
function time(at: Instant): Tree {
  return h("time", { datetime: new Date(at).toISOString() }, clock(at));
}
