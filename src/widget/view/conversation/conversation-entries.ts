import type { Instant } from "#domain/model/instant.ts";
import type { PublicNotice, PublicMessage } from "#domain/views/public-fact.ts";
import type { ChatState } from "../../chat/chat-state.ts";

/** The fields of a message that are rendered. */
export type DrawnMessage = Pick<PublicMessage, "author" | "text" | "sources" | "stopped" | "shortened">;

/** A message or a notice of the conversation. */
export interface ConversationEntry {
  /** A message's client id, or a notice's number. */
  id: string;
  at: Instant;
  /** Identifies the sender, for grouping. Unique for a notice. */
  by: string;
  content: DrawnMessage | PublicNotice;
  /** The delivery status of a message of the customer. */
  mark: "" | "sending" | "sent" | "seen" | "failed";
}

/** The value of {@link ConversationEntry.by} for the customer. */
export const CUSTOMER_AUTHOR = "customer";

/** The entries to render: those from the server, then those of the outbox. */
export function conversationEntries({ session, outbox, skewMs }: ChatState): ConversationEntry[] {
  if (session === null) return [];
  let own = 0;
  const entries = session.talk.entries.flatMap((entry): ConversationEntry | [] => {
    const { at, no } = entry;
    if (entry.kind === "line") return { id: `${no}`, at, by: `${no}`, content: entry.line, mark: "" };
    if (entry.kind !== "message") return [];
    const content = entry.message;
    const { author, clientId: id } = content;
    if (author.kind !== CUSTOMER_AUTHOR) return { id, at, by: author.kind + author.name, content, mark: "" };
    const isUnseen = ++own > session.seen || session.olderUnseen?.includes(id);
    return { id, at, by: CUSTOMER_AUTHOR, content, mark: isUnseen ? "sent" : "seen" };
  });
  for (const { clientId: id, text, at, state, reason } of outbox) {
    // Messages that were too late are offered below, for the next chat.
    if (reason === "session-ended" || entries.some((entry) => entry.id === id)) continue;
    const content = { author: { kind: CUSTOMER_AUTHOR } as const, text, sources: [], stopped: false };
    entries.push({
      id,
      at: at + skewMs,
      by: CUSTOMER_AUTHOR,
      content,
      mark: state === "waiting" ? "sending" : state,
    });
  }
  return entries;
}
