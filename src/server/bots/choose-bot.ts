import { enforceAnswerLimit } from "./enforce-answer-limit.ts";
import type { Bot } from "./contract/bot.ts";
import { botTypeOf } from "./bot-types.ts";
import { cleanWords } from "./clean-words.ts";
import type { ModelConfig } from "./openai/request-completion.ts";
import { GAP_TIMEOUT_MS, TOTAL_TIMEOUT_MS, enforceBotTimeouts } from "./enforce-bot-timeouts.ts";

/**
 * The bot that an organization's settings ask for, with what holds for every bot: clean words, and limits of time and
 * length. There is no fallback from one kind to another: an organization that connects its own bot wants its answers only.
 */
export function chooseBot(config: ModelConfig): Bot {
  const timeouts = { firstPartMs: config.timeoutMs, gapMs: GAP_TIMEOUT_MS, totalMs: TOTAL_TIMEOUT_MS };
  return enforceAnswerLimit(cleanWords(enforceBotTimeouts(botTypeOf(config).create(config), timeouts)));
}
