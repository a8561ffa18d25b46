import type { Bot } from "./contract/bot.ts";
import type { ModelConfig } from "./openai/request-completion.ts";
import { builtInBot } from "./built-in/built-in-bot.ts";
import { createOpenAiCompatibleBot } from "./openai/openai-compatible-bot.ts";
import { GAP_TIMEOUT_MS, TOTAL_TIMEOUT_MS, withTimeouts } from "./bot-timeouts.ts";

/**
 * The voice that a company's settings ask for: with an empty URL the built-in one, else the server named there. There
 * is no falling back from one to the other: whoever connects a chatbot of their own wants its words.
 */
export function chooseBot(config: ModelConfig): Bot {
  if (config.url.trim() === "") return builtInBot;
  return withTimeouts(createOpenAiCompatibleBot(config), {
    firstPartMs: config.timeoutMs,
    gapMs: GAP_TIMEOUT_MS,
    totalMs: TOTAL_TIMEOUT_MS,
  });
}
