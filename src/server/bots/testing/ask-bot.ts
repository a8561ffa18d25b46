import type { AnswerPart, BotQuestion, BotWithSigns } from "../contract/bot.ts";
import type { ModelConfig } from "../openai/request-completion.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { ModelHabits } from "../openai/model-habits.ts";
import { createGuardedFetch } from "../egress/guarded-fetch.ts";
import { createOpenAiCompatibleBot } from "../openai/openai-compatible-bot.ts";
import { type BotReply, type ReplyScript, LOOPBACK_ALLOWED, startBotServer } from "./fake-bot-server.ts";

/** The tests' question, with passages of two articles. */
export const QUESTION: BotQuestion = {
  companyName: "Fern & Kettle",
  botName: "Kettle",
  instructions: "Be brief.",
  transcript: [{ from: "customer", text: "Can I return opened tea?" }],
  hasArticles: true,
  isBoundToPassages: true,
  passages: [
    { articleId: "art_returns", title: "Returns", text: "Within 30 days." },
    { articleId: "art_tea", title: "Tea", text: "Keep it dry." },
    { articleId: "art_returns", title: "Returns", text: "Mostly unused." },
  ],
  answers: [],
};

/** The collected parts of an answer. */
export interface CollectedAnswer {
  text: string;
  sources: string[];
  verdict: string | null;
  /** How often it began anew. */
  restarts?: number;
  isShortened?: true;
  failure: BotFailure | null;
}

/** Collects parts until the end or a failure. */
export async function collectAnswer(
  parts: AsyncIterable<AnswerPart> | ReturnType<BotWithSigns>,
): Promise<CollectedAnswer> {
  const received: CollectedAnswer = { text: "", sources: [], verdict: null, failure: null };
  try {
    for await (const part of parts) {
      if (part.kind === "words") received.text += part.text;
      else if (part.kind === "source") received.sources.push(part.articleId);
      else if (part.kind === "shortened") received.isShortened = true;
      else if (part.kind === "restart") {
        received.text = "";
        received.sources = [];
        received.restarts = (received.restarts ?? 0) + 1;
      } else if (part.kind !== "sign-of-life") received.verdict = part.kind;
    }
  } catch (error) {
    if (!(error instanceof BotFailure)) throw error;
    received.failure = error;
  }
  return received;
}

/** A configuration for the bot at `url`, with loopback allowed. */
export function configFor(url: string, timeoutMs = 5_000): ModelConfig {
  return {
    url,
    token: "sk-test",
    model: "tea-1",
    timeoutMs,
    fetch: createGuardedFetch(LOOPBACK_ALLOWED),
    habits: new ModelHabits(() => 0),
  };
}

/** Asks the bot at `url`. */
export function askAt(url: string, timeoutMs?: number): Promise<CollectedAnswer> {
  return collectAnswer(
    createOpenAiCompatibleBot(configFor(url, timeoutMs))(QUESTION, new AbortController().signal),
  );
}

/** Asks a bot server that is started for this question only. */
export async function askOnce(script: BotReply | ReplyScript): Promise<CollectedAnswer> {
  await using bot = await startBotServer(script);
  return await askAt(bot.url);
}
