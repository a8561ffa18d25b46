import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Whisper } from "#domain/model/ephemeral-event.ts";
import type { Gone } from "./revoked-access.ts";

/** What machines tell each other. Any of it may be lost: no rule and no fact rests on it. */
export type Parcel =
  /** The organization's feed has grown. */
  | { kind: "nudge"; orgId: OrgId }
  | { kind: "whisper"; orgId: OrgId; whisper: Whisper }
  /** Somebody has come late: whoever runs this session's chatbot turn says its words again from the first. */
  | { kind: "ask"; orgId: OrgId; sessionId: SessionId }
  | { kind: "gone"; gone: Gone };
