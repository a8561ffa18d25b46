import {
  type Bot,
  type Passage,
  type BotQuestion,
  type AnswerPart,
  lastCustomerMessage,
} from "../contract/bot.ts";
import { markdownBlocksOf } from "../knowledge/markdown-blocks.ts";
import { textChunksOf } from "../text/text-chunks.ts";
import { type SmallTalk, detectSmallTalk } from "./detect-small-talk.ts";
import { tokenize } from "../knowledge/tokenize.ts";
import { asksForPerson } from "./person-request.ts";

/** A passage up to this long is quoted whole; in UTF-16 code units. */
const ANSWER_LENGTH = 600;
/** The approximate length of one part, so that the answer appears gradually. */
const CHUNK_LENGTH = 48;

/**
 * The bot that needs no key and no network: it quotes the organization's own articles and names its source, answers
 * small talk, and says so when it does not know. The same question always gets the same answer.
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
  if (asksForPerson(words)) {
    yield* inChunks("Of course. You can talk to a person right here in this chat.");
    yield { kind: "asks-person" };
    return;
  }
  const smallTalk = detectSmallTalk(words);
  if (
    !question.hasArticles &&
    (smallTalk === null || smallTalk === "greeting" || smallTalk === "who-are-you")
  )
    return yield* passOn(question, smallTalk);
  if (smallTalk !== null) return yield* inChunks(replyTo(smallTalk, question));
  const [best] = question.passages;
  if (best === undefined) {
    yield* inChunks(
      "Sorry, I don't know the answer to that. You can ask me in other words, or talk to a person who may know.",
    );
    yield { kind: "unsure" };
    return;
  }
  yield* inChunks(bestExcerpt(best, words));
  yield { kind: "source", articleId: best.articleId, title: best.title };
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
  yield* inChunks(
    isFirst
      ? `${greeting} I can't answer this myself, so I pass your question on to the team. You can talk to a person right here.`
      : "I can't answer this myself either, so I pass it on to the team. You can talk to a person right here.",
  );
  yield { kind: "unsure" };
}

function replyTo(smallTalk: SmallTalk, { companyName, botName }: BotQuestion): string {
  switch (smallTalk) {
    case "greeting":
      return `Hello! What would you like to know about ${companyName}?`;
    case "how-are-you":
      return "Very well, thank you. What can I do for you?";
    case "thanks":
      return "You're welcome! Is there anything else you would like to know?";
    case "farewell":
      return "Goodbye, and thank you for writing.";
    case "assent":
      return "All right. Just write if there is anything else.";
    case "who-are-you":
      return `I'm **${botName}**, the automated assistant of ${companyName}. I answer from its articles, and when you'd rather talk to a person, just say so.`;
  }
}

/** The consecutive blocks of a long passage that cover most terms of the question; the earliest among equals. */
function bestExcerpt({ text }: Passage, words: string): string {
  if (text.length <= ANSWER_LENGTH) return text;
  const wanted = new Set(tokenize(words));
  const blocks = markdownBlocksOf(text);
  const runs = blocks.map((_block, at) => joinWhileShort(blocks.slice(at)));
  const scores = runs.map((run) => new Set(tokenize(run).filter((term) => wanted.has(term))).size);
  return runs[scores.indexOf(Math.max(...scores))] ?? text;
}

/** Joins the first block and following ones up to `ANSWER_LENGTH`. */
function joinWhileShort([first = "", ...others]: readonly string[]): string {
  let run = first;
  for (const block of others) {
    if (run.length + block.length > ANSWER_LENGTH) break;
    run += `\n\n${block}`;
  }
  return run;
}

/** Splits a text between words, never inside one. */
function* inChunks(text: string): Generator<AnswerPart, undefined> {
  const breaths = text.match(new RegExp(`[^]{1,${CHUNK_LENGTH}}(?:\\s+|$)|\\S+\\s*`, "gu")) ?? [];
  for (const breath of breaths.flatMap(textChunksOf)) yield { kind: "words", text: breath };
}
