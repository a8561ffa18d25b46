import { type BotKind, botConnection } from "#domain/settings/bot-connection.ts";
import type { BotWithSigns } from "./contract/bot.ts";
import { builtInBot } from "./built-in/built-in-bot.ts";
import { calledAddress, parseBaseUrl } from "./openai/base-url.ts";
import { listModels } from "./openai/list-models.ts";
import { createOpenAiCompatibleBot } from "./openai/openai-compatible-bot.ts";
import type { ModelConfig } from "./openai/request-completion.ts";

/** What a kind of chatbot is made of. */
interface BotType {
  /** A bot that calls other servers only by the `fetch` of its configuration. */
  create: (config: ModelConfig) => BotWithSigns;
  /** The URL a question is sent to, as shown to the admin; empty when there is none, or the typed one is invalid. */
  addressOf: (url: string) => string;
  /** Some of the models its server offers; empty when it names none. */
  listModels: (config: ModelConfig, signal: AbortSignal) => Promise<string[]>;
}

const BOT_TYPES: Readonly<Record<BotKind, BotType>> = {
  "built-in": { create: () => builtInBot, addressOf: () => "", listModels: async () => [] },
  "openai-compatible": { create: createOpenAiCompatibleBot, addressOf: completionsAddress, listModels },
};

/** The kind of chatbot that an organization's settings ask for. */
export function botTypeOf(config: Pick<ModelConfig, "url">): BotType {
  return BOT_TYPES[botConnection(config).kind];
}

function completionsAddress(url: string): string {
  const base = parseBaseUrl(url);
  return base === null ? "" : calledAddress(base);
}
