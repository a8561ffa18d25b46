import { DAY, type Millis } from "#domain/model/instant.ts";
import { cutText } from "#domain/model/cut-text.ts";
import type { PublicMessage } from "#domain/views/public-fact.ts";
import type { ChatStoreState } from "./chat-state.ts";
import type { News } from "../loader/frame-protocol.ts";
import { messagesToCustomer } from "./messages-to-customer.ts";

const PREVIEW_LENGTH = 140;
/** How long an answer may come after the customer has last acted; they are told on their next page. */
const ANSWERS_MS: Millis = 14 * DAY;

/** The news without what is written on the bubble. */
export type ParentPageNews = Pick<News, "kind" | "unread" | "preview" | "until">;

/**
 * The news posted to the parent page: unread messages, and until when there may be more.
 *
 * @param shown - the number of unread messages that were posted before; a preview is shown once
 */
export function parentPageNews(
  { session, skewMs, window, answered, actedAt }: ChatStoreState,
  shown: number,
): ParentPageNews {
  const messages = messagesToCustomer(session);
  const last = messages.at(-1);
  const unseen = session === null ? (answered?.count ?? 0) : Math.max(0, messages.length - session.read);
  const unread = window.open ? 0 : unseen;
  const chatUntil = session?.talk.ended === null ? session.talk.expiresAt - skewMs : 0;
  return {
    kind: "news",
    unread,
    // The parent page gets a text only to show it, and only while it is unread.
    preview: unread <= shown || last === undefined ? "" : previewOf(last),
    until: Math.max(chatUntil, actedAt && actedAt + ANSWERS_MS),
  };
}

/** The beginning of a message, without Markdown. */
function previewOf({ author, text }: PublicMessage): string {
  const name = author.kind === "customer" ? "" : `${author.name}: `;
  return name + cutText(text.replaceAll(/[*_`]/g, ""), PREVIEW_LENGTH);
}
