import type { MemberId, MessageId, SessionId, TurnId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { MemberNames } from "./member.ts";

/** The longest text a person may send, in UTF-16 code units. The widget checks the same limit. */
export const MESSAGE_MAX_LENGTH = 4_000;

/** The author, with the names they had when the message was sent. */
export type Author =
  | { kind: "customer" }
  | ({ kind: "member"; memberId: MemberId } & MemberNames)
  | { kind: "bot"; name: string; turnId: TurnId };

/** An article cited by the chatbot's answer. */
export interface Source {
  articleId: string;
  title: string;
}

export interface Message {
  id: MessageId;
  sessionId: SessionId;
  author: Author;
  /**
   * The idempotency key chosen by the sender: a message sent again is stored once. A bot's key is the id of its turn.
   */
  clientId: string;
  text: string;
  sentAt: Instant;
  /** Empty for people. */
  sources: readonly Source[];
  /**
   * Whether it is a bot's partial answer, stopped half-way or broken off. It is kept for the reader and does not count
   * as an answer.
   */
  stopped: boolean;
  /** A bot's answer that was longer than allowed, up to where it was cut. Missing if it is whole. */
  shortened?: true;
}

/** Identifies a sender or a reader in the database. */
export type AuthorKey = "customer" | "bot" | MemberId;

/** The author's key, under which client ids are unique. */
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
