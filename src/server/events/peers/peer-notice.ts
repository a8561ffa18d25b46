import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { RevokedAccess } from "./revoked-access.ts";

/** What instances send each other. Any of it may be lost: no rule and no fact depends on it. */
export type PeerNotice =
  /** The organization's feed has grown. */
  | { kind: "nudge"; orgId: OrgId }
  | { kind: "whisper"; orgId: OrgId; whisper: EphemeralEvent }
  /** A late subscriber: the instance that runs this session's bot turn publishes the answer again from its start. */
  | { kind: "ask"; orgId: OrgId; sessionId: SessionId }
  | { kind: "gone"; gone: RevokedAccess };
