import type { Question, Said } from "../contract/bot.ts";
import type { ModelConfig } from "../openai/request-completion.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { guardedFetch } from "../egress/guarded-fetch.ts";
import { openAiCompatible } from "../openai/openai-compatible-bot.ts";
import { type BotReply, type BotScript, LAPTOP, startBotServer } from "./fake-bot-server.ts";

/** What the tests ask, with passages of two articles. */
export const QUESTION: Question = {
  companyName: "Fern & Kettle",
  botName: "Kettle",
  instructions: "Be brief.",
  transcript: [{ from: "customer", text: "Can I return opened tea?" }],
  passages: [
    { articleId: "art_returns", title: "Returns", text: "Within 30 days." },
    { articleId: "art_tea", title: "Tea", text: "Keep it dry." },
    { articleId: "art_returns", title: "Returns", text: "Mostly unused." },
  ],
};

/** What was heard of an answer. */
export interface Heard {
  text: string;
  sources: string[];
  verdict: string | null;
  failure: BotFailure | null;
}

/** Listens until the end, or the failure. */
export async function listen(said: AsyncIterable<Said>): Promise<Heard> {
  const heard: Heard = { text: "", sources: [], verdict: null, failure: null };
  try {
    for await (const one of said) {
      if (one.kind === "words") heard.text += one.text;
      else if (one.kind === "source") heard.sources.push(one.articleId);
      else heard.verdict = one.kind;
    }
  } catch (error) {
    if (!(error instanceof BotFailure)) throw error;
    heard.failure = error;
  }
  return heard;
}

/** How a laptop would reach the chatbot at `url`. */
export function configFor(url: string, timeoutMs = 5_000): ModelConfig {
  return { url, token: "sk-test", model: "tea-1", timeoutMs, fetch: guardedFetch(LAPTOP) };
}

/** Asks the chatbot at `url`. */
export function askAt(url: string, timeoutMs?: number): Promise<Heard> {
  return listen(openAiCompatible(configFor(url, timeoutMs))(QUESTION, new AbortController().signal));
}

/** Asks a chatbot that exists for this question only. */
export async function askOnce(script: BotReply | BotScript): Promise<Heard> {
  await using bot = await startBotServer(script);
  return await askAt(bot.url);
}
