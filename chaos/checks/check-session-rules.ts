import type { SessionId, TurnId } from "#domain/model/ids.ts";
import type { Holder, Session } from "#domain/model/session.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { FactRow, DatabaseContent } from "./database-content.ts";

/** A session according to the facts so far, computed by the checker and not by the product. */
interface SessionState {
  /** The customer and the channel. */
  place: string;
  isMail: boolean;
  holder: Holder;
  generation: number;
  expiresAt: number;
  endedAt: number | null;
  /** Whether its customer has left the page. */
  hasLeft: boolean;
  /** How many of the customer's messages the last bot turn must answer, and how many have been answered. */
  asked: { turnId: TurnId; count: number } | null;
  answered: number;
}

/** Checks the rules of sessions: one open session per customer and channel, no mail where only
 * chats are, one holder, one answer per message, one end. */
export function checkSessionRules(
  { facts }: Pick<DatabaseContent, "facts">,
  counters: ViolationCounters,
): void {
  const sessions = new Map<SessionId, SessionState>();
  const open = new Map<string, SessionId>();
  for (const row of facts) {
    const { fact } = row;
    if (fact.kind === "session-opened") {
      const { session, sessionId } = fact;
      const place = `${session.customerId} ${channelOf(session)}`;
      if (open.has(place)) counters.count("twoOpen", `${sessionId} of ${place}`);
      open.set(place, sessionId);
      checkMail(session, row, counters);
      sessions.set(sessionId, {
        place,
        isMail: session.channel === "mail",
        holder: session.holder,
        generation: session.generation,
        expiresAt: session.clock.expiresAt,
        endedAt: null,
        hasLeft: false,
        asked: null,
        answered: 0,
      });
      continue;
    }
    const state = "sessionId" in fact ? sessions.get(fact.sessionId) : undefined;
    if (state === undefined) continue;
    checkFact(row, state, counters);
    if (fact.kind === "session-ended") open.delete(state.place);
  }
}

/** The session's channel. A session of an earlier build has none, and is a chat. */
function channelOf({ channel }: Pick<Session, "channel">): string {
  return channel ?? "chat";
}

function checkMail(
  { id, channel, holder, queuedAt }: Pick<Session, "id" | "channel" | "holder" | "queuedAt">,
  { no }: FactRow,
  counters: ViolationCounters,
): void {
  if (channel !== "mail") return;
  const isRouted = holder.kind === "queue" || holder.kind === "bot" || queuedAt !== null;
  if (isRouted) counters.count("routedMail", `${id} at ${no}`);
}

function checkFact({ fact }: FactRow, state: SessionState, counters: ViolationCounters): void {
  if ("clock" in fact) checkTime(fact, state, counters);
  switch (fact.kind) {
    case "message-posted":
      return checkMessage(fact.message, state, counters);
    case "bot-turn-started":
      if (state.isMail) counters.count("routedMail", `a turn of the chatbot in ${fact.sessionId}`);
      state.asked = { turnId: fact.turn.turnId, count: fact.turn.answers };
      return;
    case "session-held":
      return checkHolder(fact, state, counters);
    case "customer-left":
    case "customer-back":
      return checkPresence(fact, state, counters);
    case "session-ended":
      if (state.endedAt !== null) counters.count("wrongEnd", `${fact.sessionId} ended twice`);
      // A person ends a chat at once. An idle end has the time it was due, however late it is recorded.
      if (fact.by.kind === "idle" && fact.at !== state.expiresAt)
        counters.count("wrongEnd", `${fact.sessionId} ended at ${fact.at}, not ${state.expiresAt}`);
      state.endedAt = fact.at;
      return;
    // No rule that is checked here is about these.
    case "session-opened":
    case "session-rerouted":
    case "holder-away":
    case "kept-open":
    case "clock-set-back":
    case "bot-turn-stopped":
    case "bot-turn-failed":
    case "person-offered":
    case "session-attended":
    case "mail-snoozed":
    case "settings-changed":
    case "members-changed":
    case "articles-changed":
    case "erased":
    case "organization-erased":
  }
}

function checkPresence(
  { kind, sessionId }: Extract<FactRow["fact"], { kind: "customer-left" | "customer-back" }>,
  state: SessionState,
  counters: ViolationCounters,
): void {
  const hasLeft = kind === "customer-left";
  if (state.isMail) counters.count("routedMail", `${kind} in ${sessionId}`);
  if (state.hasLeft === hasLeft || state.endedAt !== null)
    counters.count("wrongPresence", `${kind} for the second time, or after the end of ${sessionId}`);
  state.hasLeft = hasLeft;
}

type FactWithClock = Extract<FactRow["fact"], { clock: unknown }>;

function checkTime(fact: FactWithClock, state: SessionState, counters: ViolationCounters): void {
  if (fact.kind === "message-posted" && !fact.message.stopped) {
    const isLate = state.endedAt !== null || fact.message.sentAt >= state.expiresAt;
    if (isLate) counters.count("afterEnd", `${fact.message.clientId} in ${fact.sessionId}`);
  }
  state.expiresAt = fact.clock.expiresAt;
}

function checkMessage(
  { author, stopped, clientId, sessionId }: Extract<FactRow["fact"], { kind: "message-posted" }>["message"],
  state: SessionState,
  counters: ViolationCounters,
): void {
  if (author.kind === "customer" && state.hasLeft)
    counters.count("wrongPresence", `${clientId} of a customer who was not back in ${sessionId}`);
  if (author.kind !== "bot" || stopped) return;
  const { asked, answered } = state;
  if (asked === null || asked.turnId !== author.turnId || asked.count <= answered)
    counters.count("twoBotFinal", `${clientId} in ${sessionId}`);
  state.answered = asked?.count ?? answered;
  if (state.holder.kind !== "bot") counters.count("botAfterHuman", `${clientId} in ${sessionId}`);
}

function checkHolder(
  { sessionId, holder, generation, why }: Extract<FactRow["fact"], { kind: "session-held" }>,
  state: SessionState,
  counters: ViolationCounters,
): void {
  if (generation !== state.generation + 1)
    counters.count("twoAssignees", `${sessionId}: generation ${generation} after ${state.generation}`);
  if (why.kind === "assigned" && state.holder.kind === "agent")
    counters.count("twoAssignees", `${sessionId} was assigned while an agent held it`);
  if (why.kind === "assigned" && state.hasLeft) counters.count("assignedWhileLeft", sessionId);
  const isRouted = holder.kind === "queue" || holder.kind === "bot" || why.kind === "assigned";
  if (state.isMail && isRouted) counters.count("routedMail", `${sessionId}: ${why.kind}, to ${holder.kind}`);
  Object.assign(state, { holder, generation });
}
