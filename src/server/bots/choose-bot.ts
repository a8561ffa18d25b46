import type { Answerer } from "./contract/bot.ts";
import type { ModelConfig } from "./openai/request-completion.ts";
import { builtIn } from "./built-in/built-in-bot.ts";
import { openAiCompatible } from "./openai/openai-compatible-bot.ts";
import { GAP_MS, TOTAL_MS, patient } from "./bot-timeouts.ts";

/**
 * The voice that a company's settings ask for: with an empty URL the built-in one, else the server named there. There
 * is no falling back from one to the other: whoever connects a chatbot of their own wants its words.
 */
export function chooseAnswerer(config: ModelConfig): Answerer {
  if (config.url.trim() === "") return builtIn;
  return patient(openAiCompatible(config), {
    firstWordMs: config.timeoutMs,
    gapMs: GAP_MS,
    totalMs: TOTAL_MS,
  });
}
