import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { RevokedAccess } from "./revoked-access.ts";

/** What machines tell each other. Any of it may be lost: no rule and no fact rests on it. */
export type PeerNotice =
  /** The organization's feed has grown. */
  | { kind: "nudge"; orgId: OrgId }
  | { kind: "whisper"; orgId: OrgId; whisper: EphemeralEvent }
  /** Somebody has come late: whoever runs this session's chatbot turn says its words again from the first. */
  | { kind: "ask"; orgId: OrgId; sessionId: SessionId }
  | { kind: "gone"; gone: RevokedAccess };
