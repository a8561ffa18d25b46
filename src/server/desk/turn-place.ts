import type { OrgId, SessionId, TurnId } from "#domain/ids.ts";

/** Which turn of which session. */
export interface TurnPlace {
  orgId: OrgId;
  sessionId: SessionId;
  turnId: TurnId;
}
