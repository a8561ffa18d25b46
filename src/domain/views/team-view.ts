import type { BrandThemes } from "../settings/brand-theme.ts";
import type { PublicConversation } from "./public-conversation.ts";
import type { Customer } from "../model/customer.ts";
import type { DeviceName } from "../security/device-name.ts";
import type { NumberedFact, SessionFact } from "../model/fact.ts";
import type { CustomerId, InvitationId, MemberId, OrgId, SessionId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { Member, Role } from "../model/member.ts";
import type { Session } from "../model/session.ts";
import type { Answers, Settings } from "../model/settings.ts";
import type { SignInFault, SignInMethod } from "../security/sign-in-result.ts";

/** What anyone who knows a widget key may know of the company. */
export interface PublicSettings {
  companyName: string;
  greeting: string;
  brandColour: string;
  /** What the brand colour becomes on each ground: made here, because the widget ships no colour code. */
  brand: BrandThemes;
  answers: Answers;
  botName: string;
  onPersonAsked: "queue" | "confirm";
  limitMs: number;
}

/** A customer's present: what the widget draws first. */
export interface CustomerState {
  /** The server's clock, to correct the browser's. */
  now: Instant;
  customer: Customer;
  session: CustomerSession | null;
  /** The session that ended last, until the page is reloaded after a new one; `null` if there is none. */
  ended: CustomerSession | null;
}

/** One session as its customer may see it, whole, after its fact number `no`. */
export interface CustomerSession {
  id: SessionId;
  no: number;
  talk: PublicConversation;
  /** How many messages to the customer they have seen. */
  read: number;
  /** How many of the customer's messages a person has seen. */
  seen: number;
}

/** What a send is answered with: stored, where, and when. */
export interface Acknowledged {
  sessionNo: number;
  sentAt: Instant;
  /** It had been stored before. */
  duplicate: boolean;
}

/** The member who is signed in. */
export interface Me {
  member: Member;
  orgId: OrgId;
  companyName: string;
  widgetKey: string;
  /** `true` once a chat exists: the empty inbox then needs no invitation to the demo page. */
  hasChats: boolean;
}

/** A row of the inbox. */
export interface ChatCard {
  session: Session;
  customer: Customer;
  /** How many of the customer's messages this member has seen. */
  read: number;
}

/** A customer this member has chatted with, newest first. */
interface PastCard extends ChatCard {
  chattedAt: Instant;
}

/** The inbox at one number of the feed: every active session and those nobody has seen to. */
export interface InboxSnapshot {
  no: number;
  now: Instant;
  cards: readonly ChatCard[];
  members: readonly Colleague[];
}

/** A member as colleagues see them. */
export interface Colleague {
  id: MemberId;
  name: string;
  available: boolean;
  present: boolean;
}

/** One session inside a lane. `facts` may begin late: `earlier` tells whether older ones can be asked for. */
export interface LaneSession {
  session: Session;
  facts: readonly NumberedFact<SessionFact>[];
  earlier: boolean;
}

/** A customer with their sessions, oldest first, at one number of the feed. */
export interface LaneSnapshot {
  no: number;
  customer: Customer;
  sessions: readonly LaneSession[];
  /** Older sessions exist than the first of `sessions`. */
  earlier: boolean;
  read: number;
}

/** An item of an agent's stream: facts gathered over a moment. */
export interface AgentFeedItem {
  prev: number;
  no: number;
  facts: readonly NumberedFact[];
}

/** What the settings screens show. The token is shown by its last characters only. */
export interface SettingsView {
  settings: Settings;
  tokenHint: string | null;
  /** Members available and connected, of all active ones. */
  availableAgents: number;
  activeAgents: number;
  /** Whether the last answer of the chatbot failed. */
  botTrouble: { cause: string; at: Instant } | null;
}

/** What turning the switch did. */
export interface SwitchResult {
  no: number;
  answers: Answers;
  /** Chats that changed hands at once. */
  moved: number;
  /** Chats that stayed where they were because somebody asked for a person. */
  kept: number;
}

export interface InvitationView {
  id: InvitationId;
  email: string | null;
  role: Role;
  expiresAt: Instant;
}

/** A member as the team's screen shows them. */
interface TeamMember extends Member {
  present: boolean;
  load: number;
  /** Whether they have a second step at sign-in; `null` where it is not told: to agents, and of those let go. */
  hasSecondStep: boolean | null;
}

export interface TeamView {
  members: readonly TeamMember[];
  invitations: readonly InvitationView[];
  /** Whether nobody works here without a second step at sign-in. */
  secondStepRequired: boolean;
}

/** How a member's sign-in is guarded. */
export interface SecondStepView {
  on: boolean;
  /** Recovery codes that have not been used. */
  recoveryCodesLeft: number;
  /** Whether the company requires it. */
  required: boolean;
}

/** A place where a member is signed in. */
export interface LoginView {
  id: string;
  /** As the browser named itself when they signed in; may be empty. */
  userAgent: string;
  signedInAt: Instant;
  /** When it was last used, to some minutes. */
  usedAt: Instant;
  /** Whether it is the one that asks. */
  isThis: boolean;
}

export interface PastChatsPage {
  cards: readonly PastCard[];
  /** Hand back to get the next page; `null` at the end. */
  next: { at: Instant; customerId: CustomerId } | null;
}

/** What a line of the audit log is about. */
export const AUDIT_TOPICS = ["settings", "members", "sign-ins", "privacy"] as const;
export type AuditTopic = (typeof AUDIT_TOPICS)[number];

/** A line of the audit log. What does not belong to its action is `null` or empty. */
export interface AuditLogEntry {
  no: number;
  at: Instant;
  /** Who did it; `null` for the server itself. */
  by: string | null;
  /** An `AuditedAction`; an older or newer version may have written others. */
  action: string;
  /** The member it was done to. */
  about: string | null;
  /** The customer whose chats were read; `null` also once they are erased. The log itself names none. */
  customer: string | null;
  /** Which parts of the settings. */
  parts: readonly string[];
  role: Role | null;
  answers: Answers | null;
  chats: number | null;
  customers: number | null;
  /** By which way somebody signed in, and with what; `null` for a browser that names neither. */
  way: SignInMethod | null;
  device: DeviceName | null;
  /** How often somebody failed to sign in, and at what. */
  tries: number | null;
  fault: SignInFault | null;
  /** How many sign-ins were ended. */
  logins: number | null;
}

export interface AuditLogPage {
  lines: readonly AuditLogEntry[];
  /** Hand back as `before` to get the next page; `null` at the end. */
  next: number | null;
}

/** A customer as they are found by their address. */
export interface FoundCustomer {
  customer: Customer;
  chats: number;
  /** When their newest chat began. */
  lastAt: Instant;
}
