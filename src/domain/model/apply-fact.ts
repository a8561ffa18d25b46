import { cutText } from "./cut-text.ts";
import type { SessionFact } from "./fact.ts";
import type { Message } from "./message.ts";
import type { ActingMember } from "./member.ts";
import { type Holder, type LastWords, PREVIEW_LENGTH, type Session, isMail } from "./session.ts";
import { setSessionBack } from "./set-session-back.ts";

/**
 * Returns the session after one more fact. At run time a fact may be of a kind that only a newer build knows; it is
 * ignored, as in every reader of facts.
 */
export function applyFact(session: Session, fact: SessionFact): Session {
  switch (fact.kind) {
    case "session-opened":
      return fact.session;
    case "message-posted":
      return applyMessage({ ...session, clock: fact.clock }, fact.message);
    case "session-held":
      return changeHands(session, fact);
    case "session-rerouted":
      return { ...session, routedUnder: fact.routedUnder };
    case "holder-away":
      return { ...session, holderAway: fact.away };
    case "kept-open":
      return { ...session, clock: fact.clock };
    case "clock-set-back":
      return setSessionBack(session, fact.at, fact.clock);
    case "bot-turn-started":
      return { ...session, botTurn: fact.turn, clock: fact.clock };
    case "bot-turn-stopped": {
      const stopped = { ...session, botTurn: null, clock: fact.clock };
      return fact.why === "customer" ? answered(stopped, session, fact.at) : stopped;
    }
    case "bot-turn-failed":
      return { ...session, botTurn: null, clock: fact.clock };
    case "person-offered":
      return { ...session, offered: true };
    case "customer-left":
      return { ...session, customerLeftAt: fact.at };
    case "customer-back":
      return { ...session, customerLeftAt: null };
    case "session-ended":
      return end(session, fact);
    case "session-attended":
      return { ...session, unattended: false };
    case "mail-snoozed":
      return { ...session, snoozedUntil: fact.until, clock: fact.clock };
  }
  fact satisfies never;
  return session;
}

/** Returns the session after several facts. */
export function applyFacts(session: Session, facts: readonly SessionFact[]): Session {
  return facts.reduce(applyFact, session);
}

function changeHands(session: Session, fact: Extract<SessionFact, { kind: "session-held" }>): Session {
  const { holder, generation, routedUnder, needsPerson, queuedAt, returned, movedBySwitch, at } = fact;
  return {
    ...withoutOffer(session),
    holder,
    generation,
    routedUnder,
    needsPerson,
    queuedAt,
    returned,
    movedBySwitch,
    heldAt: holder.kind === "agent" ? at : null,
    holderAway: false,
    ...(isMail(session) && { snoozedUntil: null, heldBefore: heldBefore(session, holder) }),
  };
}

/** Everything that follows an offer ends it. */
function withoutOffer(session: Session): Session {
  return session.offered === undefined ? session : { ...session, offered: false };
}

function heldBefore({ holder }: Session, now: Holder): ActingMember | null {
  if (now.kind !== "nobody" || holder.kind !== "agent") return null;
  const { kind: _, ...member } = holder;
  return member;
}

function applyMessage(session: Session, message: Message): Session {
  const { author, sentAt } = message;
  const updated = { ...withoutOffer(session), lastWords: lastWords(message) };
  if (author.kind === "customer") {
    const awaitingSince = session.awaitingSince ?? sentAt;
    const written = {
      ...updated,
      awaitingSince,
      customerMessages: session.customerMessages + 1,
      // Their answer ends the wait for it.
      ...(session.snoozedUntil !== undefined && { snoozedUntil: null }),
    };
    // Whoever writes is there, although an instance of an earlier build records no `customer-back`.
    return session.customerLeftAt === undefined ? written : { ...written, customerLeftAt: null };
  }
  if (message.stopped) return updated;

  const counted = { ...updated, ourMessages: session.ourMessages + 1 };
  switch (author.kind) {
    case "bot":
      return { ...answered(counted, session, sentAt), botTurn: null };
    case "member":
      // Undoing the switch must not move a chat in which a member has written.
      return { ...counted, movedBySwitch: null, awaitingSince: null, needsPerson: true };
  }
  author satisfies never;
  return counted;
}

/** Marks the customer's messages as answered. Messages sent during the chatbot's turn still wait. */
function answered(after: Session, before: Session, at: number): Session {
  const waiting = before.botTurn !== null && before.customerMessages > before.botTurn.answers;
  return { ...after, awaitingSince: waiting ? at : null };
}

function lastWords({ author, text, sentAt }: Message): LastWords {
  const { kind: by, ...member } = author.kind === "member" ? author : { kind: author.kind };
  return { by, ...member, text: cutText(text, PREVIEW_LENGTH), at: sentAt };
}

function end(
  session: Session,
  { at, by, unattended, firstUntil }: Extract<SessionFact, { kind: "session-ended" }>,
): Session {
  const { holder } = session;
  return {
    ...session,
    holder: { kind: "nobody" },
    generation: session.generation + 1,
    endedAt: at,
    endedBy: by,
    queuedAt: null,
    holderAway: false,
    ...(session.customerLeftAt !== undefined && { customerLeftAt: null }),
    botTurn: null,
    unattended,
    ...(unattended && holder.kind === "agent" && { heldBefore: heldBefore(session, { kind: "nobody" }) }),
    ...(firstUntil !== undefined && { firstUntil }),
  };
}
