/** A found piece of the organization's knowledge. */
export interface Passage {
  articleId: string;
  title: string;
  text: string;
}

/** One message of the chat so far; a "person" is a member of the company. */
export interface TranscriptMessage {
  from: "customer" | "bot" | "person";
  text: string;
}

/** All that an answerer ever learns: no ids of customers, no addresses, no notes, no other chats. */
export interface BotQuestion {
  companyName: string;
  botName: string;
  /** What the company tells its chatbot to be like. */
  instructions: string;
  /** Oldest first; the last is what is to be answered. */
  transcript: readonly TranscriptMessage[];
  /** Best first, may be empty. */
  passages: readonly Passage[];
}

/** What an answerer says, as it comes. */
export type AnswerPart =
  /** The next piece of the answer: at most 4 kB in UTF-8, never half a surrogate pair. */
  | { kind: "words"; text: string }
  /** A passage the answer stands on; said once per article. */
  | { kind: "source"; articleId: string; title: string }
  /** The chatbot asks for a person to take over. Said last, with or without words before it. */
  | { kind: "asks-person" }
  /** The chatbot does not know. Said last, with or without words before it. */
  | { kind: "unsure" };

/**
 * A voice: built in, or a model behind a server.
 *
 * What it yields ends when the answer is whole. It throws a `BotFailure` when there will be no whole answer, and the
 * signal's reason once the signal is aborted; words already said are then no answer.
 */
export type Bot = (question: BotQuestion, signal: AbortSignal) => AsyncIterable<AnswerPart>;

/** What the customer said last, the words to be answered; empty when the customer has said nothing. */
export function lastCustomerMessage(question: BotQuestion): string {
  return question.transcript.findLast((turn) => turn.from === "customer")?.text ?? "";
}
