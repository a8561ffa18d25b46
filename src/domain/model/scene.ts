import type { Article } from "./article.ts";
import type { Customer } from "./customer.ts";
import type { ArticleId, CustomerId, MemberId, SessionId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import type { Candidate } from "./member.ts";

/** The result of an earlier send with the same client id. */
export interface PreviousSend {
  sessionNo: number;
  sentAt: Instant;
}

/** The result of an earlier send, and the session that it went into. */
export interface PreviousMailSend extends PreviousSend {
  sessionId: SessionId;
}

/** A session in the queue, with the member who last served its customer. */
export interface QueuedSession {
  session: Session;
  lastMemberId: MemberId | null;
}

/** A time in which a company is open: from `from` until just before `to`. */
export interface OpenInterval {
  from: Instant;
  to: Instant;
}

/** Whether a company is open, and when that next changes; `null` if it never does. */
export interface Opening {
  isOpen: boolean;
  until: Instant | null;
}

/**
 * The state that a decision may read, loaded under the organization's lock and up to date: expired sessions have
 * ended, and sessions that the switch moves have moved. A decision may read only what its command named under
 * `needs`.
 */
export interface Scene {
  now: Instant;
  settings: Settings;
  /** Whether the company is open, by its hours. */
  opening(): Opening;
  /** The company's hours from an instant on, for as long as a mail session lasts; `null` if it is always open. */
  openFrom(since: Instant): Iterable<OpenInterval> | null;
  /** A random number in [0, 1). */
  random: () => number;
  /** Creates a UUID. */
  newId: () => string;
  /** The instance on which the decision runs. */
  instanceId: string;
  session(id: SessionId): Session | null;
  /** A customer who was named, or whose session was; `null` if there is none. */
  customer(id: CustomerId): Customer | null;
  /** The customer's active sessions, at most one for each channel, and their unattended ones. */
  sessionsOf(id: CustomerId): readonly Session[];
  /** The earlier send of this client id by this author; `null` if there is none. */
  previousSend(sessionId: SessionId, authorKey: string, clientId: string): PreviousSend | null;
  /** The same in any session of a customer named in `sendTo`: the sender need not know which one it went into. */
  previousSendTo(customerId: CustomerId, authorKey: string, clientId: string): PreviousMailSend | null;
  /** The members in assignment order: least recently assigned first. */
  roster(): readonly Candidate[];
  /** Sessions in the queue, in serving order. Of those whose customer has left, some may be missing. */
  queue(): readonly QueuedSession[];
  /** Active chats held by a member. */
  heldBy(id: MemberId): readonly Session[];
  /** Active mail sessions held by a member. They are not part of their load. */
  mailHeldBy(id: MemberId): readonly Session[];
  /** An article, deleted or not; `null` if there is none. */
  article(id: ArticleId): Article | null;
  /** How many articles there are, without deleted ones and samples. */
  articleCount(): number;
  /** All sessions of a customer named in `everythingOf`; `null` if there is no such customer. */
  chatsOf(id: CustomerId): readonly SessionId[] | null;
}
