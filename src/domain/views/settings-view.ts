import type { BotFailureCause } from "../model/bot-failure-cause.ts";
import type { Instant } from "../model/instant.ts";
import type { Answers, Settings } from "../model/settings.ts";

/** The data of the settings pages. Of the token it contains only the last characters. */
export interface SettingsView {
  settings: Omit<Settings, "version">;
  tokenHint: string | null;
  /** The number of members available and connected, out of all active ones. */
  availableAgents: number;
  activeAgents: number;
  /** The failure of the chatbot's last answer; `null` if it succeeded. */
  botTrouble: { cause: BotFailureCause; at: Instant } | null;
}

/** The effect of turning the switch. */
export interface SwitchResult {
  no: number;
  answers: Answers;
  /** The number of chats that changed their holder immediately. */
  moved: number;
  /** The number of chats that stayed where they were because the customer had asked for a person. */
  kept: number;
}
