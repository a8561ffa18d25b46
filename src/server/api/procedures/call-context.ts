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

/** Who is calling, as the server knows it. Nothing a client says about itself is part of it. */
export type Caller =
  | { kind: "nobody" }
  /** Knows a widget key; it grants what anyone may know. */
  | { kind: "passer-by"; orgId: OrgId }
  | { kind: "visitor"; orgId: OrgId; customerId: CustomerId; name: string }
  | MemberCaller;

/** Somebody who works here and has signed in. */
export interface MemberCaller {
  kind: "member";
  orgId: OrgId;
  memberId: MemberId;
  name: string;
  role: Role;
  loginId: string;
  /** Their company asks for a second step that they have yet to set up; until then that is all they may do. */
  needsSecondStep: boolean;
}

/** What one connection remembers. */
export interface Connection {
  /** The customers whose chats its screen shows. */
  openLanes: ReadonlySet<CustomerId>;
  /** The session it was last found to have: a customer talks in one for as long as they are connected. */
  ownSessionId: SessionId | null;
  /** When it last let others know that somebody types. */
  lastTypingAt: Instant;
}

/** How long somebody has to wait before they may; 0 is at once. */
export interface CallerLimits {
  /** A visitor opens a chat. */
  open(address: string, orgId: OrgId): Millis;
  /** A customer says something. */
  send(customerId: CustomerId): Millis;
  /** A member changes something. */
  act(memberId: MemberId): Millis;
}

/** What procedures stand on. */
export interface CallContext {
  /** What is done, and so what writes: a procedure reads by `reader`, and changes nothing but by calling a service. */
  services: ServicesToCall;
  reader: Reader;
  auth: AuthService;
  botRunner: BotRunner;
  queuePositions: QueuePositions;
  presence: MemberPresence;
  caller: Caller;
  /** What the call came over. */
  transport: "http" | "socket";
  connection: Connection;
  limits: CallerLimits;
  /** The tests of a chatbot's address that are running, by company. */
  connectionTests: Counter;
  /** Hears of calls that are refused. */
  logSecurityEvent: LogSecurityEvent;
  /** Where the call comes from, as limits count it: an address, or a household of them. */
  address: string;
}
