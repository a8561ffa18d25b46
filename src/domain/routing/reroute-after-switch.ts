import type { SessionFact } from "../model/fact.ts";
import { changeHolder } from "./change-holder.ts";
import type { Instant } from "../model/instant.ts";
import type { Session } from "../model/session.ts";
import type { Switch } from "../model/settings.ts";

/**
 * Reroutes one active session after a turn of the switch. Chats held by an agent stay, in both directions; queued
 * chats whose customer asked for a person stay in the queue. A turn that undoes another also returns the chats that
 * were assigned because of the other one, unless a member has written in them.
 *
 * @returns at least one fact, because the session is now routed under the switch's number
 */
export function rerouteSession(session: Session, turned: Switch, at: Instant): SessionFact[] {
  return turned.answers === "agents" ? toAgents(session, turned, at) : toBot(session, turned, at);
}

/** Whether turning the switch to `answers` moves this session now. */
export function wouldReroute(session: Session, answers: Switch["answers"]): boolean {
  if (answers === "agents") return session.holder.kind === "bot";
  return session.holder.kind === "queue" && !session.needsPerson;
}

function toAgents(session: Session, turned: Switch, at: Instant): SessionFact[] {
  if (!wouldReroute(session, "agents")) return stays(session, turned);

  const before = takenBack(session, turned);
  const why = { kind: before === null ? "switched" : "switch-undone" } as const;
  return changeHolder(session, { holder: { kind: "queue" }, why }, at, {
    routedUnder: turned.no,
    movedBySwitch: { under: turned.no, from: "bot", queuedAt: null },
    ...(before?.from === "queue" && before.queuedAt !== null ? { queuedAt: before.queuedAt } : {}),
  });
}

function toBot(session: Session, turned: Switch, at: Instant): SessionFact[] {
  const given = session.holder.kind === "agent" && takenBack(session, turned)?.from === "bot";
  if (!given && !wouldReroute(session, "bot")) return stays(session, turned);

  const why = { kind: turned.undoes === null ? "switched" : "switch-undone" } as const;
  return changeHolder(session, { holder: { kind: "bot" }, why }, at, {
    routedUnder: turned.no,
    needsPerson: false,
    movedBySwitch: { under: turned.no, from: "queue", queuedAt: session.queuedAt },
  });
}

function takenBack({ movedBySwitch }: Session, { undoes }: Switch) {
  return undoes !== null && movedBySwitch?.under === undoes ? movedBySwitch : null;
}

function stays(session: Session, turned: Switch): SessionFact[] {
  return [{ kind: "session-rerouted", sessionId: session.id, routedUnder: turned.no }];
}
