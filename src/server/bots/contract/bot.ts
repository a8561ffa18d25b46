/** A piece of the organization's knowledge that fits the question. */
export interface Passage {
  articleId: string;
  title: string;
  text: string;
}

/** What the articles say to a question of a customer, as the built-in chatbot may quote it. */
export interface Answer extends Passage {
  /** What was asked: the message, or one of its sentences. */
  asked: string;
  /** Whether the message asks something else too. */
  isOneOfSeveral: boolean;
  /** The part of the passage to quote. Markdown. */
  quote: string;
  /** How surely this is the answer, from 0 to 1. */
  confidence: number;
  /** Whether it is sure enough to be said. */
  isSure: boolean;
  /** The language of the article; `null` if it is not known. ISO 639-1. */
  language: string | null;
  /** The language of the question; `null` if it is not known. ISO 639-1. */
  askedLanguage: string | null;
}

/** One message of the chat so far; a "person" is a member of the organization. */
export interface TranscriptMessage {
  from: "customer" | "bot" | "person";
  text: string;
}

/** Everything a bot receives: no customer ids, no addresses, no notes, no other chats. */
export interface BotQuestion {
  companyName: string;
  botName: string;
  /** The organization's instructions for its bot. */
  instructions: string;
  /** Oldest first; the last one is the one to answer. */
  transcript: readonly TranscriptMessage[];
  /** Best first. May be empty. For a model. */
  passages: readonly Passage[];
  /** Whether the organization has any articles for customers to answer from. */
  hasArticles: boolean;
  /** Whether a model may answer from the passages and instructions only. */
  isBoundToPassages: boolean;
  /** The surest first. May be empty. For the built-in bot. */
  answers: readonly Answer[];
}

/** The parts of an answer, in order. */
export type AnswerPart =
  /** The next piece of the answer: at most 4 kB in UTF-8, never half a surrogate pair. */
  | { kind: "words"; text: string }
  /** A passage the answer is based on; once per article. */
  | { kind: "source"; articleId: string; title: string }
  /** All parts so far were the model's thoughts and no answer: it begins anew. */
  | { kind: "restart" }
  /** The answer was longer than allowed and ends here. Always last. */
  | { kind: "shortened" }
  /** The bot asks for a person to take over. Always last, with or without words before it. */
  | { kind: "asks-person" }
  /** The bot does not know. Always last, with or without words before it. */
  | { kind: "unsure" };

/**
 * A bot: built in, or a model behind a server.
 *
 * It ends when the answer is complete. It throws a `BotFailure` when the answer cannot be completed, and the signal's
 * reason once the signal is aborted; words already yielded are then no answer.
 */
export type Bot = (question: BotQuestion, signal: AbortSignal) => AsyncIterable<AnswerPart>;

/** A bot that also tells when it is at work and has no part of the answer yet; see `enforceBotTimeouts`. */
export type BotWithSigns = (
  question: BotQuestion,
  signal: AbortSignal,
) => AsyncIterable<AnswerPart | { kind: "sign-of-life" }>;

/** The customer's last message, the one to answer; empty when there is none. */
export function lastCustomerMessage(question: BotQuestion): string {
  return question.transcript.findLast((turn) => turn.from === "customer")?.text ?? "";
}
