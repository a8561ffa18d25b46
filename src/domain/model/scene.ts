import type { Candidate } from "../routing/assignment.ts";
import type { Customer } from "./customer.ts";
import type { Fact } from "./fact.ts";
import type { CustomerId, MemberId, SessionId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { Role } from "./member.ts";
import type { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

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

/** What to read before deciding. */
export interface Needs {
  sessions?: readonly SessionId[];
  customer?: CustomerId;
  send?: { sessionId: SessionId; authorKey: string; clientId: string };
  roster?: boolean;
  queue?: boolean;
  heldBy?: MemberId;
  /** Customers of whom something is to be erased. */
  everythingOf?: readonly CustomerId[];
}

/** What the audit log keeps. */
export type AuditedAction =
  | "switch-turned"
  | "switch-undone"
  | "settings-changed"
  | "role-changed"
  | "member-deactivated"
  | "member-reactivated"
  | "member-invited"
  | "invitation-revoked"
  | "member-joined"
  | "second-step-required"
  | "second-step-optional"
  | "second-step-reset"
  | "second-step-turned-on"
  | "second-step-turned-off"
  | "recovery-codes-renewed"
  | "logins-ended"
  | "signed-in"
  | "signed-out"
  | "sign-ins-failed"
  | "own-logins-ended"
  | "password-changed"
  | "old-chats-erased"
  | "customer-erased"
  | "organization-erased"
  | "chats-read"
  | "customer-exported"
  | "company-exported";

/** Rows that change beside the facts. Values of settings and members never travel in facts. */
export interface Changes {
  settings?: Settings;
  /** The chatbot's token, sealed, with its last characters to show; `null` forgets it. */
  botToken?: { sealed: string; hint: string } | null;
  members?: readonly {
    id: MemberId;
    available?: boolean;
    capacity?: number | null;
    role?: Role;
    active?: boolean;
  }[];
  customer?: Customer;
  /** How the customer's browser is known from now on. */
  customerToken?: { id: CustomerId; tokenHash: string; expiresAt: Instant };
  /** The company is erased: nobody of it can sign in, and nothing is recorded any more. */
  erasesOrganization?: true;
  /** What the audit log keeps of it. `memberId` is `null` for the server itself. */
  audit?: { memberId: MemberId | null; action: AuditedAction; detail: unknown };
}

/** What was decided. The facts are recorded even when it refuses: a late message still ends its session. */
export interface Decision<Result> {
  facts: readonly Fact[];
  changes?: Changes;
  refusal: Refusal | null;
  result: Result;
}

/** A decision waiting for the lock. `decide` is pure and may run more than once. */
export interface Command<Result> {
  needs: Needs;
  decide(scene: Scene): Decision<Result>;
}
