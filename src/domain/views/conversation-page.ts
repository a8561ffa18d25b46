import type { NumberedFact, SessionFact } from "../model/fact.ts";
import type { Session } from "../model/session.ts";
import { buildConversation, type PublicConversation, type PublicEntry } from "./public-conversation.ts";
import { toPublicEnd, toPublicHolder, toPublicItems } from "./public-fact.ts";

/** How many facts of a chat are loaded at once, in the widget and in a lane. */
export const PAGE_FACTS = 100;

/** The number of the customer's messages, and of those to them, as the session's row and read marks count them. */
export interface MessageCounts {
  own: number;
  ours: number;
}

/** What comes before a page: the messages, and the number of the first fact of the page. */
export interface EarlierMessages extends MessageCounts {
  no: number;
}

/** Consecutive entries of a chat, as its customer sees them. */
export interface ConversationPage extends MessageCounts {
  entries: readonly PublicEntry[];
  /** `null` for the first page of the chat. */
  earlier: EarlierMessages | null;
}

/**
 * Builds the page of these consecutive facts.
 *
 * @param upTo - the number of the chat's messages up to and including the page
 * @param stopped - the stopped answers after the page; each says itself what the notice of its stop would
 */
export function conversationPage(
  facts: readonly NumberedFact<SessionFact>[],
  upTo: MessageCounts,
  stopped: readonly NumberedFact<SessionFact>[],
): ConversationPage {
  const pageEnd = facts.at(-1)?.sessionNo ?? 0;
  const { entries: all } = buildConversation(toPublicItems([...facts, ...stopped], 0));
  const entries = all.filter(({ no }) => no <= pageEnd);
  const { own, ours } = countMessages(facts);
  const no = facts[0]?.sessionNo ?? 1;
  const earlier = no === 1 ? null : { no, own: upTo.own - own, ours: upTo.ours - ours };
  return { entries, own, ours, earlier };
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
  return { own, ours: messages.filter(({ stopped }) => !stopped).length - own };
}
