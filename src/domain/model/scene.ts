import type { CustomerId, MemberId, SessionId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import type { Candidate } from "./member.ts";

/** What happened to a message id that was sent before. */
export interface PreviousSend {
  sessionNo: number;
  sentAt: Instant;
}

/** A session in line, with who last looked after its customer. */
export interface QueuedSession {
  session: Session;
  lastMemberId: MemberId | null;
}

/**
 * What a decision may look at, read under the organization's lock and up to date: sessions past their time have
 * ended, sessions the switch moves have moved. A decision asks only for what its command named under `needs`.
 */
export interface Scene {
  now: Instant;
  settings: Settings;
  /** Chance, in [0, 1). */
  random: () => number;
  /** A fresh uuid. */
  newId: () => string;
  /** The process that decides. */
  instanceId: string;
  session(id: SessionId): Session | null;
  /** The customer's sessions that matter: the active one, if any, and those nobody has seen to. */
  sessionsOf(id: CustomerId): readonly Session[];
  /** Whether this author has sent this client id before. */
  previousSend(sessionId: SessionId, authorKey: string, clientId: string): PreviousSend | null;
  /** Members in cursor order: whoever was given a chat longest ago first. */
  roster(): readonly Candidate[];
  /** Sessions in line, first to be served first. */
  queue(): readonly QueuedSession[];
  /** Active sessions held by a member. */
  heldBy(id: MemberId): readonly Session[];
  /** All sessions a customer has ever had, if `everythingOf` named them; `null` when there is no such customer. */
  chatsOf(id: CustomerId): readonly SessionId[] | null;
}
