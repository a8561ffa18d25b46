import type { CustomerId, SessionId, TurnId } from "#domain/model/ids.ts";
import type { Holder } from "#domain/model/session.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { FactRow, DatabaseContent } from "./database-content.ts";

/** A session as the facts so far have made it; the checker's own reading, not the product's. */
interface Standing {
  customerId: CustomerId;
  holder: Holder;
  generation: number;
  expiresAt: number;
  endedAt: number | null;
  /** How many of the customer's messages the turn that was begun last is to answer, and how many have their answer. */
  asked: { turnId: TurnId; count: number } | null;
  answered: number;
}

/** Whether each session went its way by the rules: one open at a time, one holder, one answer, one end. */
export function checkSessionRules(
  { facts }: Pick<DatabaseContent, "facts">,
  counters: ViolationCounters,
): void {
  const sessions = new Map<SessionId, Standing>();
  const open = new Map<CustomerId, SessionId>();
  for (const row of facts) {
    const { fact } = row;
    if (fact.kind === "session-opened") {
      const { session, sessionId } = fact;
      if (open.has(session.customerId)) counters.count("twoOpen", `${sessionId} of ${session.customerId}`);
      open.set(session.customerId, sessionId);
      sessions.set(sessionId, {
        customerId: session.customerId,
        holder: session.holder,
        generation: session.generation,
        expiresAt: session.clock.expiresAt,
        endedAt: null,
        asked: null,
        answered: 0,
      });
      continue;
    }
    const standing = "sessionId" in fact ? sessions.get(fact.sessionId) : undefined;
    if (standing === undefined) continue;
    judge(row, standing, counters);
    if (fact.kind === "session-ended") open.delete(standing.customerId);
  }
}

function judge({ fact }: FactRow, standing: Standing, counters: ViolationCounters): void {
  if ("clock" in fact) checkTime(fact, standing, counters);
  switch (fact.kind) {
    case "message-posted":
      return judgeMessage(fact.message, standing, counters);
    case "bot-turn-started":
      standing.asked = { turnId: fact.turn.turnId, count: fact.turn.answers };
      return;
    case "session-held":
      return judgeHolder(fact, standing, counters);
    case "session-ended":
      if (standing.endedAt !== null) counters.count("wrongEnd", `${fact.sessionId} ended twice`);
      // Who ends a chat by hand ends it then; the clock ends it at its own moment, whoever notices and when.
      if (fact.by.kind === "idle" && fact.at !== standing.expiresAt)
        counters.count("wrongEnd", `${fact.sessionId} ended at ${fact.at}, not ${standing.expiresAt}`);
      standing.endedAt = fact.at;
      return;
    default:
  }
}

type Clocked = Extract<FactRow["fact"], { clock: unknown }>;

function checkTime(fact: Clocked, standing: Standing, counters: ViolationCounters): void {
  if (fact.kind === "message-posted" && !fact.message.stopped) {
    const isLate = standing.endedAt !== null || fact.message.sentAt >= standing.expiresAt;
    if (isLate) counters.count("afterEnd", `${fact.message.clientId} in ${fact.sessionId}`);
  }
  standing.expiresAt = fact.clock.expiresAt;
}

function judgeMessage(
  { author, stopped, clientId, sessionId }: Extract<FactRow["fact"], { kind: "message-posted" }>["message"],
  standing: Standing,
  counters: ViolationCounters,
): void {
  if (author.kind !== "bot" || stopped) return;
  const { asked, answered } = standing;
  if (asked === null || asked.turnId !== author.turnId || asked.count <= answered)
    counters.count("twoBotFinal", `${clientId} in ${sessionId}`);
  standing.answered = asked?.count ?? answered;
  if (standing.holder.kind !== "bot") counters.count("botAfterHuman", `${clientId} in ${sessionId}`);
}

function judgeHolder(
  { sessionId, holder, generation, why }: Extract<FactRow["fact"], { kind: "session-held" }>,
  standing: Standing,
  counters: ViolationCounters,
): void {
  if (generation !== standing.generation + 1)
    counters.count("twoAssignees", `${sessionId}: generation ${generation} after ${standing.generation}`);
  if (why.kind === "assigned" && standing.holder.kind === "agent")
    counters.count("twoAssignees", `${sessionId} was given away while an agent held it`);
  Object.assign(standing, { holder, generation });
}
