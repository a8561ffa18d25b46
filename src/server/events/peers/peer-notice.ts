import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { RevokedAccess } from "./revoked-access.ts";

/** A message between instances. Any of them may be lost, and no rule and no fact depends on one. */
export type PeerNotice =
  /** The organization's feed has grown. */
  | { kind: "nudge"; orgId: OrgId }
  | { kind: "whisper"; orgId: OrgId; whisper: EphemeralEvent }
  /**
   * A late subscriber asks the instance that runs this session's bot turn to publish the answer again from its start.
   */
  | { kind: "ask"; orgId: OrgId; sessionId: SessionId }
  | { kind: "gone"; gone: RevokedAccess };
