import type { Instant } from "#domain/model/instant.ts";
import type { PublicNotice, PublicMessage } from "#domain/views/public-fact.ts";
import type { ChatState } from "../../chat/chat-state.ts";

/** What a message is drawn from. */
export type DrawnMessage = Pick<PublicMessage, "author" | "text" | "sources" | "stopped">;

/** A message of the conversation, or the line that stands in its place. */
export interface ConversationEntry {
  /** A message's client id, or a line's number. */
  id: string;
  at: Instant;
  /** Tells senders apart; a line is like no other. */
  by: string;
  said: DrawnMessage | PublicNotice;
  /** What became of one of the customer's own messages. */
  mark: "" | "sending" | "sent" | "seen" | "failed";
}

/** Who the customer is in {@link ConversationEntry.by}. */
export const CUSTOMER_AUTHOR = "customer";

/** The conversation as it is drawn: what the server has, then what is on its way to it. */
export function conversationEntries({ session, outbox, skewMs }: ChatState): ConversationEntry[] {
  if (session === null) return [];
  let own = 0;
  const entries = session.talk.entries.flatMap((entry): ConversationEntry | [] => {
    const { at, no } = entry;
    if (entry.kind === "line") return { id: `${no}`, at, by: `${no}`, said: entry.line, mark: "" };
    if (entry.kind !== "message") return [];
    const said = entry.message;
    const { author, clientId: id } = said;
    if (author.kind !== CUSTOMER_AUTHOR) return { id, at, by: author.kind + author.name, said, mark: "" };
    return { id, at, by: CUSTOMER_AUTHOR, said, mark: ++own > session.seen ? "sent" : "seen" };
  });
  for (const { clientId: id, text, at, state, reason } of outbox) {
    // What came too late is offered below, as the beginning of the next chat.
    if (reason === "session-ended" || entries.some((entry) => entry.id === id)) continue;
    const said = { author: { kind: CUSTOMER_AUTHOR } as const, text, sources: [], stopped: false };
    entries.push({
      id,
      at: at + skewMs,
      by: CUSTOMER_AUTHOR,
      said,
      mark: state === "waiting" ? "sending" : state,
    });
  }
  return entries;
}
