import { cutText } from "#domain/model/cut-text.ts";
import type { PublicMessage } from "#domain/views/public-fact.ts";
import type { ChatStoreState } from "./chat-state.ts";
import type { News } from "../loader/frame-protocol.ts";
import { messagesToCustomer } from "./messages-to-customer.ts";

const PREVIEW_LENGTH = 140;

/** The news without what is written on the bubble. */
export type ParentPageNews = Pick<News, "kind" | "unread" | "preview" | "until">;

/**
 * The news posted to the parent page: unread messages, and when the session ends.
 *
 * @param shown - the number of unread messages that were posted before; a preview is shown once
 */
export function parentPageNews({ session, skewMs, window }: ChatStoreState, shown: number): ParentPageNews {
  const messages = messagesToCustomer(session);
  const last = messages.at(-1);
  const unread = session === null || window.open ? 0 : Math.max(0, messages.length - session.read);
  return {
    kind: "news",
    unread,
    // The parent page gets a text only to show it, and only while it is unread.
    preview: unread <= shown || last === undefined ? "" : previewOf(last),
    until: session?.talk.ended === null ? session.talk.expiresAt - skewMs : 0,
  };
}

/** The beginning of a message, without Markdown. */
function previewOf({ author, text }: PublicMessage): string {
  const name = author.kind === "customer" ? "" : `${author.name}: `;
  return name + cutText(text.replaceAll(/[*_`]/g, ""), PREVIEW_LENGTH);
}
