import type { BotFailureCause } from "../model/bot-failure.ts";
import type { Instant } from "../model/instant.ts";
import type { Answers, Settings } from "../model/settings.ts";

/** The data of the settings screens. Of the token, only its last characters. */
export interface SettingsView {
  settings: Omit<Settings, "version">;
  tokenHint: string | null;
  /** Members available and connected, of all active ones. */
  availableAgents: number;
  activeAgents: number;
  /** The failure of the chatbot's last answer; `null` if it succeeded. */
  botTrouble: { cause: BotFailureCause; at: Instant } | null;
}

/** The effect of turning the switch. */
export interface SwitchResult {
  no: number;
  answers: Answers;
  /** Chats that changed their holder immediately. */
  moved: number;
  /** How many chats stayed where they were because the customer had asked for a person. */
  kept: number;
}
