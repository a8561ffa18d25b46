import type { CustomerId, MemberId, SessionId, TurnId } from "./ids.ts";
import type { Instant, Millis } from "./instant.ts";
import type { ActingMember, MemberNames } from "./member.ts";

/** The party that must answer the customer next. */
export type Holder =
  | { kind: "bot" }
  | { kind: "queue" }
  | ({ kind: "agent"; memberId: MemberId } & MemberNames)
  | { kind: "nobody" };

/** A turn of the chatbot: from the write that started it until its answer, failure or stop. */
export interface BotTurn {
  turnId: TurnId;
  /** The session's generation when the turn began. The answer is recorded only if it is still the same. */
  generation: number;
  /** The instance that is asking the model. */
  instanceId: string;
  /** 1 for the first attempt; raised when another instance takes the turn over. */
  attempt: number;
  startedAt: Instant;
  givesUpAt: Instant;
  /** The number of the customer's messages that it answers. A later message starts the next turn. */
  answers: number;
}

/** The state of the idle clock; only {@link file://./session-clock.ts} sets it. */
export interface SessionClock {
  /** The time of the last message, opening or "Keep chat open", plus the limit at that time. */
  idleAt: Instant;
  /** The warning period at that time. */
  warningMs: Millis;
  /** When the session ends without further activity: `idleAt`, or later during a turn of the chatbot. */
  expiresAt: Instant;
  /** When to ask the customer whether they are still there. */
  warnsAt: Instant;
}

export type EndedBy =
  | { kind: "idle" }
  | { kind: "customer" }
  | ({ kind: "member"; memberId: MemberId } & MemberNames);

/** The state of a session before the switch moved it, so that undoing the switch can restore it. */
export interface MovedBySwitch {
  /** The switch number under which it was moved. */
  under: number;
  from: "bot" | "queue";
  /** Its place in the queue, if it was queued. */
  queuedAt: Instant | null;
}

/** The last message of a session, for lists. */
export interface LastWords {
  by: "customer" | "member" | "bot";
  /** The member who wrote it. Missing if no member did, or if the record is older than this field. */
  memberId?: MemberId;
  /** The member's name, as colleagues read it. */
  name?: string;
  /** The member's name as customers read it, where it differs. */
  publicName?: string;
  /** Truncated to {@link PREVIEW_LENGTH}. */
  text: string;
  at: Instant;
}

export const PREVIEW_LENGTH = 120;

/**
 * How a session is held: `chat` is the live one of the widget; `mail` goes on for days, and each side reads it when
 * they are back.
 */
export type Channel = "chat" | "mail";

/** One conversation, from form to end. */
export interface Session {
  id: SessionId;
  customerId: CustomerId;
  /** Missing from a session of a build before channels, which is a chat. Read it through {@link channelOf}. */
  channel?: Channel;
  /** Where it began, if it is another place than the company's own pages. */
  source?: "demo";
  holder: Holder;
  /** Raised by every change of holder, which invalidates everything decided under an older one. */
  generation: number;
  /** The number of the switch under which the session was last routed. */
  routedUnder: number;
  movedBySwitch: MovedBySwitch | null;
  /** Whether a person was asked for. Turning the switch to the chatbot then leaves it in the queue. */
  needsPerson: boolean;
  openedAt: Instant;
  clock: SessionClock;
  endedAt: Instant | null;
  endedBy: EndedBy | null;
  /** The time since which it has been in the queue; `null` if it is not. */
  queuedAt: Instant | null;
  /** Whether an agent returned it to the queue, so that it is served before sessions queued for the first time. */
  returned: boolean;
  /** The time since which its current agent has held it. */
  heldAt: Instant | null;
  /**
   * Whether the agent has been absent beyond the grace period. The customer's next message then returns the chat to
   * the queue.
   */
  holderAway: boolean;
  /** Since when the customer counts as having left the page; `null` or missing if they do not. */
  customerLeftAt?: Instant | null;
  /** When the customer's first unanswered message was sent. */
  awaitingSince: Instant | null;
  botTurn: BotTurn | null;
  lastWords: LastWords | null;
  /** The number of messages from the customer, and to them. Stopped answers of the bot are not counted. */
  customerMessages: number;
  ourMessages: number;
  /** Whether it ended unanswered and nobody has attended to it since; see `domain/conversations/is-unanswered.ts`. */
  unattended: boolean;
  /** Until when the holder of a mail session has put it aside; `null` or missing if they have not. */
  snoozedUntil?: Instant | null;
  /**
   * Who held it before it was nobody's: a mail session that was given back, or a session that ended unanswered. `null` or
   * missing if nobody did, or somebody holds it again.
   */
  heldBefore?: ActingMember | null;
  /** Until when a session that ended unanswered is shown to `heldBefore` alone; missing if it is shown to all. */
  firstUntil?: Instant;
  /** Whether the last thing that the chatbot said was that it does not know, with the offer of a person. */
  offered?: boolean;
  /** Their earlier sessions that were unattended when it was opened. They are attended to once a person has this one. */
  unattendedBefore?: SessionId[];
}

/** The channel of a session. */
export function channelOf({ channel = "chat" }: Pick<Session, "channel">): Channel {
  return channel;
}

/** Whether a session is a mail session. Only people answer those, and routing does not know them. */
export function isMail(session: Pick<Session, "channel">): boolean {
  return channelOf(session) === "mail";
}
