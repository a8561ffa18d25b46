import type { CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant, Millis } from "#domain/model/instant.ts";
import type { Role } from "#domain/model/member.ts";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import type { AuthService } from "../../auth/auth-service.ts";
import type { Reader } from "../../db/store/store.ts";
import type { BotRunner } from "../../services/bot/bot-runner.ts";
import type { ServicesToCall } from "../../services/context.ts";
import type { KeyedCounter } from "../../limits/keyed-counter.ts";
import type { ArticleIndexes } from "../../services/knowledge/article-indexes.ts";
import type { QueuePositions } from "../../services/routing/queue-positions.ts";
import type { PublicSettingsBroadcast } from "../../services/settings/public-settings-broadcast.ts";
import type { CurrentNames } from "../../services/team/current-names.ts";
import type { MemberPresence } from "../../services/team/member-presence.ts";

/** The caller as the server has authenticated it. It contains nothing that a client claims about itself. */
export type Caller =
  | { kind: "nobody" }
  /** Has a widget key, which grants access only to public data. */
  | { kind: "passer-by"; orgId: OrgId }
  | { kind: "visitor"; orgId: OrgId; customerId: CustomerId; name: string }
  | AccountCaller
  | MemberCaller;

/** Signed in, and no active member of the company that was named. */
interface AccountCaller {
  kind: "account";
  userId: string;
  loginId: string;
  /** Whether they are an active member of another. */
  isMember: boolean;
}

/** A signed-in member. */
export interface MemberCaller {
  kind: "member";
  orgId: OrgId;
  memberId: MemberId;
  name: string;
  role: Role;
  loginId: string;
  /**
   * Whether their company requires a second step that they have yet to set up. Until then they may do nothing else.
   */
  needsSecondStep: boolean;
}

/** The state of one connection. */
export interface Connection {
  /** The customers whose chats its screen shows. */
  openLanes: ReadonlySet<CustomerId>;
  /** The last session found to be the customer's. A customer has the same one for as long as they are connected. */
  ownSessionId: SessionId | null;
  /** The time of its last typing event. */
  lastTypingAt: Instant;
}

/** How long a caller must wait; 0 if not at all. */
export interface CallerLimits {
  /** Counts a chat that a customer opens. */
  open(address: string, orgId: OrgId): Millis;
  /** Counts a message that a customer sends. */
  send(customerId: CustomerId): Millis;
  /** Counts a member's change. */
  act(memberId: MemberId): Millis;
}

/** The context of every procedure: the services, the caller, the connection and the limits. */
export interface CallContext {
  /**
   * The services, and with them everything that writes. A procedure reads through `reader`, and changes data only by
   * calling a service.
   */
  services: ServicesToCall;
  reader: Reader;
  auth: AuthService;
  botRunner: BotRunner;
  queuePositions: QueuePositions;
  publicSettings: PublicSettingsBroadcast;
  currentNames: CurrentNames;
  presence: MemberPresence;
  articleIndexes: ArticleIndexes;
  caller: Caller;
  /** The transport of the call. */
  transport: "http" | "socket";
  connection: Connection;
  limits: CallerLimits;
  /** Counts the running tests of chatbot endpoints, by company. */
  connectionTests: KeyedCounter;
  /** Logs refused calls. */
  logSecurityEvent: LogSecurityEvent;
  /** The caller's address as limits count it: an IPv4 address or an IPv6 prefix. */
  address: string;
}
