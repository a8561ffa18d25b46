import type { Answers } from "../model/settings.ts";

/** The effect of turning the switch. */
export interface SwitchResult {
  no: number;
  answers: Answers;
  /** The number of chats that changed their holder immediately. */
  moved: number;
  /** The number of chats that stayed where they were because the customer had asked for a person. */
  kept: number;
}
