import { type Instant, MINUTE } from "#domain/model/instant.ts";
import type { ChatController } from "../chat/chat-controller.ts";
import {
  CUSTOMER_AUTHOR,
  type ConversationEntry,
  type DrawnMessage,
} from "../view/conversation/conversation-entries.ts";
import { h, type VirtualNode, type VirtualElement } from "../view/dom/virtual-dom.ts";
import { button } from "../view/elements/button.ts";
import { errorMessage } from "../view/elements/error-message.ts";
import { holderMark } from "../view/elements/holder-mark.ts";
import { icon } from "../view/elements/icon.ts";
import { formatTime } from "../view/locale/formats.ts";
import { formatDate, strings } from "./later-locale.ts";
import { renderMessage } from "./render-markdown.ts";

const GROUP_MS = 2 * MINUTE;

/** The rows of the conversation: messages with their status, notices and dates. */
export function messageRows(entries: readonly ConversationEntry[], chat: ChatController): VirtualElement[] {
  const lastOwn = entries.findLast(({ by }) => by === CUSTOMER_AUTHOR);
  return entries.map((entry, index) => {
    const { id, at, by, content, mark } = entry;
    const before = entries[index - 1];
    const day = formatDate(at);
    const divider =
      (!before || formatDate(before.at) !== day) &&
      h("p", "line small", day === formatDate(Date.now()) ? strings.$today : day);
    if ("kind" in content) {
      const notice = content.kind === "joined" ? strings.$joined(content.name) : strings[content.kind];
      return h("li", { id }, divider, notice && h("p", "line small", notice));
    }
    const first = isSameGroup(before, entry) ? "" : "first";
    const last = isSameGroup(entry, entries[index + 1]) ? "" : "last";
    return h(
      "li",
      { id, class: `message ${by === CUSTOMER_AUTHOR ? "own" : ""} ${first} ${last} ${mark}` },
      divider,
      messageBody(content, at, first),
      by === CUSTOMER_AUTHOR && deliveryStatus(entry, last, entry === lastOwn, chat),
    );
  });
}

/** Whether two entries are rendered as a group: from one sender, close in time, on one day. */
function isSameGroup(one: ConversationEntry | undefined, next: ConversationEntry | undefined): boolean {
  if (!one || !next || one.by !== next.by) return false;
  return next.at - one.at < GROUP_MS && formatDate(one.at) === formatDate(next.at);
}

/**
 * The text and its author, who is visible above the first message of a group, and announced to screen readers before
 * each.
 */
function messageBody(message: DrawnMessage, at: Instant, first: string): VirtualNode[] {
  const { author, sources, stopped, shortened } = message;
  const name = author.kind === CUSTOMER_AUTHOR ? strings.$you : author.name;
  const byline = first &&
    author.kind !== CUSTOMER_AUTHOR && [
      holderMark(author.kind === "bot" ? "bot" : "agent", name),
      " · ",
      time(at),
    ];
  return [
    byline && h("p", { class: "row small", "aria-hidden": true }, byline),
    h("span", "hidden", strings.$said(name, formatTime(at))),
    h("div", { class: "bubble", dir: "auto" }, renderMessage(message)),
    (stopped || shortened) && h("p", "small", strings.$stopped),
    sources[0] && h("p", "small", strings.$from(sources.map(({ title }) => title).join(", "))),
  ];
}

/** The time and delivery status below the customer's messages. Changes are not announced. */
function deliveryStatus(
  { id, at, mark }: ConversationEntry,
  last: string,
  isLast: boolean,
  chat: ChatController,
): VirtualNode {
  if (mark === "failed") {
    return errorMessage(
      { class: "row small fault" },
      chat.strings.failed,
      button("link", chat.strings.$tryAgain, () => chat.outbox.retry(id)),
      "·",
      button("link", strings.$delete, () => chat.outbox.remove(id)),
    );
  }
  // The status of the last message also applies to those before it.
  const status = mark &&
    (isLast || mark === "sending") && [chat.strings[mark], mark === "sent" && icon("check"), " · "];
  return (status || last) && h("p", { class: "row small", "aria-live": "off" }, status, time(at));
}

/** The time, with date and time in machine-readable form. */
function time(at: Instant): VirtualElement {
  return h("time", { datetime: new Date(at).toISOString() }, formatTime(at));
}
