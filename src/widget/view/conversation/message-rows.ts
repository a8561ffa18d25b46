import { type Instant, MINUTE } from "#domain/model/instant.ts";
import type { Chat } from "../../chat/chat-controller.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import { button, fault } from "../elements/button.ts";
import { entriesOf, type Entry, OWN, type Said } from "./conversation-entries.ts";
import { handlerMark } from "../elements/who-answers.ts";
import { icon } from "../elements/icon.ts";
import { clock, date, words } from "../locale/strings.ts";
import { saidMarkdown } from "../elements/render-markdown.ts";
import { h, type Kid, type Tree } from "../dom/virtual-dom.ts";

const GROUP_MS = 2 * MINUTE;

/** What was said, message by message, each with what is told of it. */
export function messageRows(state: ChatState, chat: Chat): Tree[] {
  const entries = entriesOf(state);
  const lastOwn = entries.findLast(({ by }) => by === OWN);
  return entries.map((entry, index) => {
    const { id, at, by, said, mark } = entry;
    const before = entries[index - 1];
    const day = date(at);
    const divider =
      (!before || date(before.at) !== day) &&
      h("p", "line small", day === date(Date.now()) ? words.$today : day);
    if ("kind" in said) {
      const line = said.kind === "joined" ? words.$joined(said.name) : words[said.kind];
      return h("li", { id }, divider, h("p", "line small", line));
    }
    const first = belong(before, entry) ? "" : "first";
    const last = belong(entry, entries[index + 1]) ? "" : "last";
    return h(
      "li",
      { id, class: `message ${by === OWN ? "own" : ""} ${first} ${last} ${mark}` },
      divider,
      spoken(said, at, first),
      by === OWN && meta(entry, last, entry === lastOwn, chat),
    );
  });
}

/** Whether they are drawn as one: of one sender, one soon after the other, on one day. */
function belong(one: Entry | undefined, next: Entry | undefined): boolean {
  if (!one || !next || one.by !== next.by) return false;
  return next.at - one.at < GROUP_MS && date(one.at) === date(next.at);
}

/** The words, and whose they are: for all to see above the first, for who only listens before each. */
function spoken(message: Said, at: Instant, first: string): Kid[] {
  const { author, sources, stopped } = message;
  const name = author.kind === OWN ? words.$you : author.name;
  const byline = first &&
    author.kind !== OWN && [handlerMark(author.kind === "bot" ? "bot" : "agent", name), " · ", time(at)];
  return [
    byline ? h("p", { class: "row small", "aria-hidden": true }, byline) : "",
    h("span", "hidden", words.$said(name, clock(at))),
    h("div", { class: "bubble", dir: "auto" }, saidMarkdown(message)),
    stopped && h("p", "small", words.$stopped),
    sources.length > 0 && h("p", "small", words.$from(sources.map(({ title }) => title).join(", "))),
  ];
}

/** Under the customer's own messages: when, and whether it got there. Not spoken: a change of it is no news. */
function meta({ id, at, mark }: Entry, last: string, isLast: boolean, chat: Chat): Kid {
  if (mark === "failed") {
    return fault(
      { class: "row small fault" },
      words.$failed,
      button("link", words.$tryAgain, () => chat.retry(id)),
      "·",
      button("link", words.$delete, () => chat.remove(id)),
    );
  }
  // What is said of the last one holds for those before it.
  const told = mark &&
    (isLast || mark === "sending") && [words[mark], mark === "sent" && icon("check"), " · "];
  return (told || last) && h("p", { class: "row small", "aria-live": "off" }, told, time(at));
}

/** The whole date and time for machines, the time for people. */
function time(at: Instant): Tree {
  return h("time", { datetime: new Date(at).toISOString() }, clock(at));
}
