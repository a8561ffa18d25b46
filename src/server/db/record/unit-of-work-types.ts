import type { NumberedFact } from "#domain/model/fact.ts";
import type { CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { PreviousSend } from "#domain/model/scene.ts";
import type { Session } from "#domain/model/session.ts";
import type { Settings } from "#domain/model/settings.ts";
import type { AssignmentOrder } from "../team/assignment-order.ts";
import type { Tables } from "../store/schema.ts";
import type { Changes } from "#domain/model/decision.ts";
import type { Candidate } from "#domain/model/member.ts";

type CustomerRow = Tables["customer"]["$inferSelect"];

type MemberChange = NonNullable<Changes["members"]>[number];

/** A session as the batch has left it so far. */
export interface SessionEntry {
  session: Session;
  lastNo: number;
  /** As the database has it; `null` for a new one. */
  stored: { session: Session; lastNo: number } | null;
}

/** The rows of an organization that writing it last has left behind. */
export interface CachedRows extends Pick<UnitOfWork, "settings" | "feedNo" | "assignNo" | "recordedAt"> {
  readonly sessions: Map<SessionId, { stored: SessionEntry["stored"]; customer: CustomerRow | undefined }>;
}

/** What one batch of decisions works on: what was read under the lock, and what they have made of it since. */
export interface UnitOfWork {
  readonly orgId: OrgId;
  /** The company is erased: what is decided is written nowhere. */
  isErased: boolean;
  readonly now: Instant;
  readonly assignmentOrder: AssignmentOrder;
  settings: Settings;
  feedNo: number;
  assignNo: number;
  /** When it was last written to, as the database has it. */
  recordedAt: Instant;
  /** What writing it last has left behind, where that can be known. */
  readonly cached: CachedRows | null;
  readonly sessions: Map<SessionId, SessionEntry>;
  readonly customers: Map<CustomerId, CustomerRow>;
  readonly previousSends: Map<string, PreviousSend>;
  /** All sessions in the database of customers of whom something is to be erased. */
  readonly allSessionsOf: Map<CustomerId, readonly SessionId[]>;
  /** As read, their load counted before the batch; `null` until somebody asks. */
  members: readonly Candidate[] | null;
  /** How much of the line has been read; `null` until somebody asks. */
  queue: { head: readonly SessionId[]; read: number; isWhole: boolean } | null;
  /** What the batch has changed and must be written. */
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
    /** Who has dealt with whom, and in which minute last. */
    chatted: Map<string, { memberId: MemberId; customerId: CustomerId; lastAt: Instant }>;
    loads: Map<MemberId, number>;
    /** Gone, before anything else is written. */
    erased: { customers: Set<CustomerId>; sessions: Set<SessionId> };
  };
}
