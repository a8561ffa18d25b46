import type { BotTurnAttempt } from "#domain/bot/bot-turn.ts";
import type { OrgId } from "#domain/model/ids.ts";

/** Which try at which turn of which session. */
export interface TurnAttempt extends BotTurnAttempt {
  orgId: OrgId;
}
