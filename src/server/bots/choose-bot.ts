import { botConnection } from "#domain/settings/bot-connection.ts";
import { enforceAnswerLimit } from "./enforce-answer-limit.ts";
import type { Bot } from "./contract/bot.ts";
import type { ModelConfig } from "./openai/request-completion.ts";
import { builtInBot } from "./built-in/built-in-bot.ts";
import { createOpenAiCompatibleBot } from "./openai/openai-compatible-bot.ts";
import { GAP_TIMEOUT_MS, TOTAL_TIMEOUT_MS, enforceBotTimeouts } from "./enforce-bot-timeouts.ts";

/**
 * The bot that an organization's settings ask for: the built-in one, or the server named there. There is no fallback
 * from one to the other: an organization that connects its own bot wants its answers only.
 */
export function chooseBot(config: ModelConfig): Bot {
  if (botConnection(config).kind === "built-in") return builtInBot;
  const timeouts = { firstPartMs: config.timeoutMs, gapMs: GAP_TIMEOUT_MS, totalMs: TOTAL_TIMEOUT_MS };
  return enforceAnswerLimit(enforceBotTimeouts(createOpenAiCompatibleBot(config), timeouts));
}
