import type { NumberedFact, SessionFact } from "../model/fact.ts";
import type { Session } from "../model/session.ts";
import { buildConversation, type PublicConversation, type PublicEntry } from "./public-conversation.ts";
import { toPublicEnd, toPublicHolder, toPublicItems } from "./public-fact.ts";

/** How many facts of a chat are loaded at once, in the widget and in a lane. */
export const PAGE_FACTS = 100;

/** How many messages there are of the customer's, and to them: as counted by the session's row and by read marks. */
export interface MessageCounts {
  own: number;
  toCustomer: number;
}

/** Consecutive entries of a chat, as its customer sees them. */
export interface ConversationPage extends MessageCounts {
  entries: readonly PublicEntry[];
  /** The number of the first fact of the page, which is 1 for the oldest one. */
  firstNo: number;
}

/** Builds a page from consecutive facts. @param facts - not empty, unless the chat has none before the page */
export function conversationPage(facts: readonly NumberedFact<SessionFact>[]): ConversationPage {
  const { entries } = buildConversation(toPublicItems(facts, 0));
  return { entries, firstNo: facts[0]?.sessionNo ?? 1, ...countMessages(facts) };
}

/**
 * Builds what the customer sees of a session from its state and its newest facts, which include its last message if
 * there is one. What is not an entry comes from the state, so that it does not depend on how many facts are loaded.
 */
export function newestConversation(
  session: Session,
  facts: readonly NumberedFact<SessionFact>[],
): PublicConversation {
  const { holder, botTurn, clock, endedAt, endedBy } = session;
  // An offer follows the chatbot's message in the same write, and everything after that ends it.
  const { entries, offered } = buildConversation(toPublicItems(facts, 0));
  return {
    entries,
    offered,
    holder: toPublicHolder(holder),
    turn: botTurn && { turnId: botTurn.turnId, startedAt: botTurn.startedAt },
    expiresAt: clock.expiresAt,
    warnsAt: clock.warnsAt,
    ended: endedAt === null || endedBy === null ? null : toPublicEnd(endedAt, endedBy),
  };
}

/** Counts messages as `applyFact` does: a stopped answer of the chatbot is not an answer. */
function countMessages(facts: readonly NumberedFact<SessionFact>[]): MessageCounts {
  const messages = facts.flatMap(({ fact }) => (fact.kind === "message-posted" ? fact.message : []));
  const own = messages.filter(({ author }) => author.kind === "customer").length;
  return { own, toCustomer: messages.filter(({ stopped }) => !stopped).length - own };
}
