import type { MemberId, MessageId, SessionId, TurnId } from "./ids.ts";
import type { Instant } from "./instant.ts";

/** Longest text a person may send, in UTF-16 code units; the widget counts with the same ruler. */
export const MESSAGE_MAX_LENGTH = 4_000;

/** Names are kept as they were when the words were said. */
export type Author =
  | { kind: "customer" }
  | { kind: "member"; memberId: MemberId; name: string }
  | { kind: "bot"; name: string; turnId: TurnId };

/** An article the chatbot's answer stands on. */
export interface Source {
  articleId: string;
  title: string;
}

export interface Message {
  id: MessageId;
  sessionId: SessionId;
  author: Author;
  /** Minted by the sender, so that saying it twice is saying it once. A bot's is its turn's id. */
  clientId: string;
  text: string;
  sentAt: Instant;
  /** Empty for people. */
  sources: readonly Source[];
  /** A bot's words cut off half-way: kept for the reader, but no answer. */
  stopped: boolean;
}

/** Who a sender or a reader is in the database. */
export type AuthorKey = "customer" | "bot" | MemberId;

/** Who sends, as the key under which client ids are unique. */
export function authorKey(author: Author): AuthorKey {
  switch (author.kind) {
    case "customer":
      return "customer";
    case "member":
      return author.memberId;
    case "bot":
      return "bot";
  }
}
