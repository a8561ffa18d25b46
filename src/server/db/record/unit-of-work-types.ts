import type { NumberedFact } from "#domain/model/fact.ts";
import type { ArticleId, CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant, Millis } from "#domain/model/instant.ts";
import type { Article, ArticleVersion } from "#domain/model/article.ts";
import type { PreviousMailSend, PreviousSend } from "#domain/model/scene.ts";
import type { Session } from "#domain/model/session.ts";
import type { Settings } from "#domain/model/settings.ts";
import type { AssignmentOrder } from "../team/assignment-order.ts";
import type { Tables } from "../store/schema.ts";
import type { Changes } from "#domain/model/decision.ts";
import type { Candidate } from "#domain/model/member.ts";

type CustomerRow = Tables["customer"]["$inferSelect"];

type MemberChange = NonNullable<Changes["members"]>[number];

/** A session in its current state within the batch. */
export interface SessionEntry {
  session: Session;
  lastNo: number;
  /** The session's state in the database; `null` for a new session. */
  stored: { session: Session; lastNo: number } | null;
}

/** The rows of an organization cached from its last write. */
export interface CachedRows extends Pick<UnitOfWork, "settings" | "feedNo" | "assignNo" | "recordedAt"> {
  readonly sessions: Map<SessionId, { stored: SessionEntry["stored"]; customer: CustomerRow | undefined }>;
}

/** The articles that a batch reads and changes. */
export interface ArticlesInUnitOfWork {
  readonly entries: Map<ArticleId, { article: Article; changeNo: number }>;
  /** How many there are, without deleted ones and samples. */
  count: number;
  /** The number of the last change of what the chatbot may use. */
  articlesNo: number;
  readonly changed: Set<ArticleId>;
  readonly versions: ArticleVersion[];
}

/** The working state of one batch of decisions: the rows read under the lock, and the changes since. */
export interface UnitOfWork {
  readonly orgId: OrgId;
  /** Whether the organization is erased, so that nothing is written. */
  isErased: boolean;
  readonly now: Instant;
  /** By how much the record goes back behind its newest fact; 0 if it does not. */
  readonly setBackMs: Millis;
  readonly assignmentOrder: AssignmentOrder;
  settings: Settings;
  feedNo: number;
  assignNo: number;
  /** The time at which its newest fact was recorded, from the database. */
  recordedAt: Instant;
  /** The rows cached by the last write; `null` if there are none. */
  readonly cached: CachedRows | null;
  readonly sessions: Map<SessionId, SessionEntry>;
  readonly customers: Map<CustomerId, CustomerRow>;
  readonly previousSends: Map<string, PreviousSend>;
  /** Of messages named in `sendTo`, by customer instead of session. */
  readonly previousSendsTo: Map<string, PreviousMailSend>;
  /** All stored sessions of customers named in `everythingOf`. */
  readonly allSessionsOf: Map<CustomerId, readonly SessionId[]>;
  /** The members as read, with the load before the batch; `null` until needed. */
  members: readonly Candidate[] | null;
  /** The part of the queue that has been read; `null` until needed. */
  queue: { head: readonly SessionId[]; read: number; isWhole: boolean } | null;
  /** The articles named under `needs`; `null` if none were. */
  articles: ArticlesInUnitOfWork | null;
  /** The facts and changes of the batch, to be written. */
  readonly facts: NumberedFact[];
  readonly changed: {
    settings: boolean;
    isErased: boolean;
    botToken: Changes["botToken"];
    audit: NonNullable<Changes["audit"]>[];
    sessions: Set<SessionId>;
    customers: Set<CustomerId>;
    members: Map<MemberId, MemberChange>;
    assigned: Map<MemberId, number>;
    /** The member who last dealt with each customer, to the minute. */
    chatted: Map<string, { memberId: MemberId; customerId: CustomerId; lastAt: Instant }>;
    loads: Map<MemberId, number>;
    /** The customers and sessions to delete before anything else is written. */
    erased: { customers: Set<CustomerId>; sessions: Set<SessionId> };
  };
}
