import { type Instant, MINUTE } from "#domain/model/instant.ts";
import type { ChatController } from "../../chat/chat-controller.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import { button, fault } from "../elements/button.ts";
import {
  conversationEntries,
  type ConversationEntry,
  CUSTOMER_AUTHOR,
  type DrawnMessage,
} from "./conversation-entries.ts";
import { holderMark } from "../elements/who-answers.ts";
import { icon } from "../elements/icon.ts";
import { formatTime, formatDate, strings } from "../locale/strings.ts";
import { renderMarkdownOnce } from "../elements/render-markdown.ts";
import { h, type VirtualNode, type VirtualElement } from "../dom/virtual-dom.ts";

const GROUP_MS = 2 * MINUTE;

/** What was said, message by message, each with what is told of it. */
export function messageRows(state: ChatState, chat: ChatController): VirtualElement[] {
  const entries = conversationEntries(state);
  const lastOwn = entries.findLast(({ by }) => by === CUSTOMER_AUTHOR);
  return entries.map((entry, index) => {
    const { id, at, by, said, mark } = entry;
    const before = entries[index - 1];
    const day = formatDate(at);
    const divider =
      (!before || formatDate(before.at) !== day) &&
      h("p", "line small", day === formatDate(Date.now()) ? strings.$today : day);
    if ("kind" in said) {
      const line = said.kind === "joined" ? strings.$joined(said.name) : strings[said.kind];
      return h("li", { id }, divider, line && h("p", "line small", line));
    }
    const first = isSameGroup(before, entry) ? "" : "first";
    const last = isSameGroup(entry, entries[index + 1]) ? "" : "last";
    return h(
      "li",
      { id, class: `message ${by === CUSTOMER_AUTHOR ? "own" : ""} ${first} ${last} ${mark}` },
      divider,
      messageBody(said, at, first),
      by === CUSTOMER_AUTHOR && deliveryStatus(entry, last, entry === lastOwn, chat),
    );
  });
}

/** Whether they are drawn as one: of one sender, one soon after the other, on one day. */
function isSameGroup(one: ConversationEntry | undefined, next: ConversationEntry | undefined): boolean {
  if (!one || !next || one.by !== next.by) return false;
  return next.at - one.at < GROUP_MS && formatDate(one.at) === formatDate(next.at);
}

/** The words, and whose they are: for all to see above the first, for who only listens before each. */
function messageBody(message: DrawnMessage, at: Instant, first: string): VirtualNode[] {
  const { author, sources, stopped } = message;
  const name = author.kind === CUSTOMER_AUTHOR ? strings.$you : author.name;
  const byline = first &&
    author.kind !== CUSTOMER_AUTHOR && [
      holderMark(author.kind === "bot" ? "bot" : "agent", name),
      " · ",
      time(at),
    ];
  return [
    byline ? h("p", { class: "row small", "aria-hidden": true }, byline) : "",
    h("span", "hidden", strings.$said(name, formatTime(at))),
    h("div", { class: "bubble", dir: "auto" }, renderMarkdownOnce(message)),
    stopped && h("p", "small", strings.$stopped),
    sources.length > 0 && h("p", "small", strings.$from(sources.map(({ title }) => title).join(", "))),
  ];
}

/** Under the customer's own messages: when, and whether it got there. Not spoken: a change of it is no news. */
function deliveryStatus(
  { id, at, mark }: ConversationEntry,
  last: string,
  isLast: boolean,
  chat: ChatController,
): VirtualNode {
  if (mark === "failed") {
    return fault(
      { class: "row small fault" },
      strings.$failed,
      button("link", strings.$tryAgain, () => chat.retry(id)),
      "·",
      button("link", strings.$delete, () => chat.remove(id)),
    );
  }
  // What is said of the last one holds for those before it.
  const told = mark &&
    (isLast || mark === "sending") && [strings[mark], mark === "sent" && icon("check"), " · "];
  return (told || last) && h("p", { class: "row small", "aria-live": "off" }, told, time(at));
}

/** The whole date and time for machines, the time for people. */
function time(at: Instant): VirtualElement {
  return h("time", { datetime: new Date(at).toISOString() }, formatTime(at));
}
