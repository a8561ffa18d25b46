import type { BotFailureCause } from "../model/bot-failure.ts";
import type { Instant } from "../model/instant.ts";
import type { Answers, Settings } from "../model/settings.ts";

/** What the settings screens show. The token is shown by its last characters only. */
export interface SettingsView {
  settings: Omit<Settings, "version">;
  tokenHint: string | null;
  /** Members available and connected, of all active ones. */
  availableAgents: number;
  activeAgents: number;
  /** Whether the last answer of the chatbot failed. */
  botTrouble: { cause: BotFailureCause; at: Instant } | null;
}

/** What turning the switch did. */
export interface SwitchResult {
  no: number;
  answers: Answers;
  /** Chats that changed hands at once. */
  moved: number;
  /** Chats that stayed where they were because somebody asked for a person. */
  kept: number;
}
