import type { BotFailureCause } from "../model/bot-failure-cause.ts";
import type { Instant } from "../model/instant.ts";
import type { Opening } from "../model/scene.ts";
import type { Settings } from "../model/settings.ts";

/** The data of the settings pages. Of the token it contains only the last characters. */
export interface SettingsView {
  settings: Omit<Settings, "version">;
  tokenHint: string | null;
  /** Whether the stored token can be decrypted: `false` after the server's key was replaced. */
  isTokenReadable: boolean;
  /** Whether the company is open by its hours, and the next two times at which that changes. */
  opening: Opening & { thenUntil: Instant | null };
  /** The number of members available and connected, out of all active ones. */
  availableAgents: number;
  activeAgents: number;
  /** The failure of the chatbot's last answer; `null` if it succeeded. */
  botTrouble: { cause: BotFailureCause; at: Instant } | null;
}
