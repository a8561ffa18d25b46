import type { PublicMessage } from "#domain/views/public-fact.ts";
import type { ChatStoreState } from "./chat-state.ts";
import type { FrameMessage } from "../loader/frame-protocol.ts";
import { messagesToCustomer } from "./messages-to-customer.ts";

const PREVIEW_LENGTH = 140;

/** The news posted to the parent page: unread messages, and when the session ends. */
export function parentPageNews({
  session,
  skewMs,
  window,
}: ChatStoreState): Omit<Extract<FrameMessage, { kind: "news" }>, "kind"> {
  if (session === null) return { unread: 0, preview: "", until: 0 };
  const { talk, read } = session;
  const messages = messagesToCustomer(talk);
  const last = messages.at(-1);
  const unread = window.open ? 0 : Math.max(0, messages.length - read);
  return {
    unread,
    // The parent page gets a text only to show it, and only while it is unread.
    preview: unread === 0 || last === undefined ? "" : previewOf(last),
    until: talk.ended === null ? talk.expiresAt - skewMs : 0,
  };
}

/** The beginning of a message, without Markdown. */
function previewOf({ author, text }: PublicMessage): string {
  const name = author.kind === "customer" ? "" : `${author.name}: `;
  return name + text.replaceAll(/[*_`]/g, "").slice(0, PREVIEW_LENGTH);
}
