import type { BotTurnAttempt } from "#domain/bot/finish-turn.ts";
import type { OrgId } from "#domain/model/ids.ts";

/** An attempt at a turn of a session. */
export interface TurnAttempt extends BotTurnAttempt {
  orgId: OrgId;
}
