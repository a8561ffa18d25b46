import type { CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant, Millis } from "#domain/model/instant.ts";
import type { Role } from "#domain/model/member.ts";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import type { AuthService } from "../../auth/auth-service.ts";
import type { Reader } from "../../db/store/store.ts";
import type { BotRunner } from "../../services/bot/bot-runner.ts";
import type { ServicesToCall } from "../../services/context.ts";
import type { Counter } from "../../limits/counter.ts";
import type { QueuePositions } from "../../services/routing/queue-positions.ts";
import type { MemberPresence } from "../../services/team/member-presence.ts";

/** The caller as the server has authenticated it. It contains nothing that a client claims about itself. */
export type Caller =
  | { kind: "nobody" }
  /** Has a widget key; it grants only what is public. */
  | { kind: "passer-by"; orgId: OrgId }
  | { kind: "visitor"; orgId: OrgId; customerId: CustomerId; name: string }
  | MemberCaller;

/** A signed-in member. */
export interface MemberCaller {
  kind: "member";
  orgId: OrgId;
  memberId: MemberId;
  name: string;
  role: Role;
  loginId: string;
  /** Their company requires a second step that they have yet to set up; until then they may do nothing else. */
  needsSecondStep: boolean;
}

/** State of one connection. */
export interface Connection {
  /** The customers whose chats its screen shows. */
  openLanes: ReadonlySet<CustomerId>;
  /** The last session found to be the customer's: a customer has one for as long as they are connected. */
  ownSessionId: SessionId | null;
  /** When it last sent a typing event. */
  lastTypingAt: Instant;
}

/** How long a caller has to wait; 0 if not at all. */
export interface CallerLimits {
  /** A customer opens a chat. */
  open(address: string, orgId: OrgId): Millis;
  /** A customer sends a message. */
  send(customerId: CustomerId): Millis;
  /** A member changes something. */
  act(memberId: MemberId): Millis;
}

/** What every procedure receives: the services, the caller, the connection and the limits. */
export interface CallContext {
  /**
   * The services, and so all that writes: a procedure reads by `reader`, and changes data only by calling a service.
   */
  services: ServicesToCall;
  reader: Reader;
  auth: AuthService;
  botRunner: BotRunner;
  queuePositions: QueuePositions;
  presence: MemberPresence;
  caller: Caller;
  /** The transport of the call. */
  transport: "http" | "socket";
  connection: Connection;
  limits: CallerLimits;
  /** The running tests of a chatbot's endpoint, by company. */
  connectionTests: Counter;
  /** Logs refused calls. */
  logSecurityEvent: LogSecurityEvent;
  /** Where the call comes from, as limits count it: an IPv4 address or an IPv6 prefix. */
  address: string;
}
