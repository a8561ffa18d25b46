import {
  type Answer,
  type Bot,
  type BotQuestion,
  type AnswerPart,
  lastCustomerMessage,
} from "../contract/bot.ts";
import { guessLanguage } from "../knowledge/words/guess-language.ts";
import { textChunksOf } from "../text/text-chunks.ts";
import { detectSmallTalk } from "./detect-small-talk.ts";
import { asksForPerson } from "./person-request.ts";
import type { SmallTalk } from "./small-talk-phrases.ts";
import { REPLIES, type Replies, fillIn, languageName, repliesIn } from "./replies.ts";

/** The approximate length of one part, so that the answer appears gradually. */
const CHUNK_LENGTH = 48;
/** How much of a question is repeated, in UTF-16 code units. */
const ASKED_LENGTH = 120;
const ENGLISH = "en";

/**
 * The bot that needs no key and no network: it quotes the organization's own articles and names its source, answers
 * small talk, and says so when it does not know. The same chat always gets the same answer.
 */
export const builtInBot: Bot = async function* (question, signal) {
  for (const part of answer(question)) {
    signal.throwIfAborted();
    yield part;
    await Promise.resolve();
  }
  signal.throwIfAborted();
};

function* answer(question: BotQuestion): Generator<AnswerPart, undefined> {
  const words = lastCustomerMessage(question);
  const language = languageOfChat(question);
  const replies = repliesIn(language);
  if (asksForPerson(words)) {
    yield* inChunks(replies.person);
    yield { kind: "asks-person" };
    return;
  }
  const smallTalk = detectSmallTalk(words);
  const wantsAnswers = smallTalk === null || ["greeting", "who-are-you"].includes(smallTalk.kind);
  if (!question.hasArticles && wantsAnswers) return yield* passOn(question, smallTalk?.kind ?? null);
  if (smallTalk !== null)
    return yield* inChunks(replyTo(smallTalk.kind, repliesIn(smallTalk.language), question));
  const sure = question.answers.filter(({ isSure }) => isSure);
  if (sure.length === 0) {
    yield* inChunks(didNotKnowBefore(question) ? replies.notKnownAgain : replies.notKnown);
    yield { kind: "unsure" };
    return;
  }
  yield* inChunks(quotes(sure, replies, language));
  for (const { articleId, title } of new Map(sure.map((one) => [one.articleId, one])).values())
    yield { kind: "source", articleId, title };
}

/** What is said for a company that has published nothing yet: nothing can be answered, but no question is lost. */
function* passOn(
  { companyName, botName, transcript }: BotQuestion,
  smallTalk: SmallTalk | null,
): Generator<AnswerPart, undefined> {
  const isFirst = !transcript.some(({ from }) => from !== "customer");
  const greeting = `Hello! I'm **${botName}**, the automated assistant of ${companyName}.`;
  if (smallTalk !== null)
    return yield* inChunks(`${greeting} I pass questions on to the team. What would you like to know?`);
  const passed =
    "I can't answer this myself, so I pass your question on to the team. You can talk to a person right here.";
  yield* inChunks(isFirst ? `${greeting} ${passed}` : passed);
  yield { kind: "unsure" };
}

/** The passages, each under the question that it answers where several were asked. */
function quotes(answers: readonly Answer[], replies: Replies, readIn: string): string {
  const quoted = answers.map((one) => {
    const { quote, asked, isOneOfSeveral, language, askedLanguage } = one;
    const isOther = language !== null && askedLanguage !== null && language !== askedLanguage;
    return [
      isOneOfSeveral ? fillIn(replies.aboutQuestion, { question: shorten(asked) }) : "",
      isOther ? fillIn(replies.otherLanguage, { language: languageName(language, readIn) }) : "",
      quote,
    ].filter((part) => part !== "");
  });
  const isPartial = answers.length === 1 && answers.every(({ isOneOfSeveral }) => isOneOfSeveral);
  return [...quoted.flat(), ...(isPartial ? [replies.othersNotKnown] : [])].join("\n\n");
}

function shorten(asked: string): string {
  return asked.length <= ASKED_LENGTH ? asked : `${asked.slice(0, ASKED_LENGTH - 1).toWellFormed()}…`;
}

/** The language of the customer's last message that tells it. */
function languageOfChat({ transcript }: BotQuestion): string {
  for (const { from, text } of transcript.toReversed()) {
    const language = from === "customer" ? guessLanguage(text) : null;
    if (language !== null) return language;
  }
  return ENGLISH;
}

/** Whether the bot's last words before this message were that it does not know. */
function didNotKnowBefore({ transcript }: BotQuestion): boolean {
  const last = transcript.findLast(({ from }) => from !== "customer");
  return (
    last?.from === "bot" &&
    Object.values(REPLIES).some(({ notKnown, notKnownAgain }) =>
      [notKnown, notKnownAgain].includes(last.text.trim()),
    )
  );
}

function replyTo(smallTalk: SmallTalk, replies: Replies, { companyName, botName }: BotQuestion): string {
  switch (smallTalk) {
    case "greeting":
      return fillIn(replies.greeting, { company: companyName });
    case "how-are-you":
      return "Very well, thank you. What can I do for you?";
    case "thanks":
    case "farewell":
    case "assent":
      return replies[smallTalk];
    case "who-are-you":
      return `I'm **${botName}**, the automated assistant of ${companyName}. I answer from its articles, and when you'd rather talk to a person, just say so.`;
  }
}

/** Splits a text between words, never inside one. */
function* inChunks(text: string): Generator<AnswerPart, undefined> {
  const breaths = text.match(new RegExp(`[^]{1,${CHUNK_LENGTH}}(?:\\s+|$)|\\S+\\s*`, "gu")) ?? [];
  for (const breath of breaths.flatMap(textChunksOf)) yield { kind: "words", text: breath };
}
