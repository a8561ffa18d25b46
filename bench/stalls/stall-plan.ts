/** The size of the scenario. */
export interface StallPlan {
  rounds: number;
  /** How long a period of one activity lasts, unless the activity takes longer. */
  periodMs: number;
  /** How long at most is waited until the rows of an erased company are gone. */
  erasureMs: number;
  /** Customers of the large company, each with a chat of {@link MESSAGES_A_CHAT} messages that has ended. */
  customers: number;
  /** Messages of the long chat, which come on top. */
  longChat: number;
  /** Chats in the queue. */
  queued: number;
  /** How many times the company of the articles has all those of a new company. */
  articleCopies: number;
}

/** The number of messages in a chat of the large company: with the long chat these are 200,000 messages. */
export const MESSAGES_A_CHAT = 9;
