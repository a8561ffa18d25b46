import type { Customer } from "#domain/model/customer.ts";
import type { PreviousMailSend, Scene } from "#domain/model/scene.ts";
import { type Session, isMail } from "#domain/model/session.ts";
import { openingAt } from "#domain/routing/opening-hours.ts";
import { openFrom, openTimes } from "../../hours/open-times.ts";
import { articlesIn } from "./articles-in-unit-of-work.ts";
import { queueIn, sendKey } from "./unit-of-work.ts";
import type { Candidate } from "#domain/model/member.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";
import type { CustomerId, MemberId, SessionId } from "#domain/model/ids.ts";

/** Dependencies of decisions other than the stored state. */
export interface DecisionDeps {
  /** Creates a UUID. */
  newId: () => string;
  /** Returns a random number in [0, 1). */
  random: () => number;
  /** The id of this instance. */
  instanceId: string;
  /** Called when the clock turns out to have been ahead, by so much, and was set back. */
  onSetBack: (ms: number) => void;
}

/** Creates the read-only view of the unit of work for decisions. It shows the changes of earlier ones. */
export function buildScene(unitOfWork: UnitOfWork, { newId, random, instanceId }: DecisionDeps): Scene {
  return {
    now: unitOfWork.now,
    newId,
    random,
    instanceId,
    get settings() {
      return unitOfWork.settings;
    },
    openFrom: (since) => openFrom(unitOfWork.settings.hours, since),
    opening: () => openingAt(openTimes(unitOfWork.settings.hours, unitOfWork.now), unitOfWork.now),
    session: (id) => unitOfWork.sessions.get(id)?.session ?? null,
    sessionsOf: (id) =>
      sessionsWhere(
        unitOfWork,
        ({ customerId, endedAt, unattended }) => customerId === id && (endedAt === null || unattended),
      ),
    previousSend: (sessionId, author, clientId) =>
      unitOfWork.previousSends.get(sendKey(sessionId, author, clientId)) ?? null,
    previousSendTo: (customerId, author, clientId) =>
      previousSendTo(unitOfWork, customerId, author, clientId),
    customer: (id) => customerOf(unitOfWork, id),
    roster: () => rosterOf(unitOfWork),
    queue() {
      if (unitOfWork.queue === null) throw new Error("the queue was not named under `needs`");
      return queueIn(unitOfWork);
    },
    article: (id) => articlesIn(unitOfWork).entries.get(id)?.article ?? null,
    articleCount: () => articlesIn(unitOfWork).count,
    chatsOf: (id) => chatsOf(unitOfWork, id),
    heldBy: (id) => sessionsWhere(unitOfWork, (session) => !isMail(session) && isHeldBy(session, id)),
    mailHeldBy: (id) => sessionsWhere(unitOfWork, (session) => isMail(session) && isHeldBy(session, id)),
  };
}

/** The members in their current state within the batch, in assignment order. */
export function rosterOf({ members, assignmentOrder, orgId, changed }: UnitOfWork): Candidate[] {
  if (members === null) throw new Error("the roster was not named under `needs`");
  return assignmentOrder.sort(orgId, members).map((member) => {
    const { id = member.memberId, ...change } = changed.members.get(member.memberId) ?? {};
    return { ...member, ...change, load: member.load + (changed.loads.get(id) ?? 0) };
  });
}

function sessionsWhere({ sessions }: UnitOfWork, is: (session: Session) => boolean): Session[] {
  return [...sessions.values()].map(({ session }) => session).filter(is);
}

function isHeldBy({ holder }: Session, id: MemberId): boolean {
  return holder.kind === "agent" && holder.memberId === id;
}

function customerOf({ customers }: UnitOfWork, customerId: CustomerId): Customer | null {
  const row = customers.get(customerId);
  if (row === undefined) return null;
  const { id, name, email } = row;
  return { id, name, email };
}

/** A send into any session of a customer: one of an earlier write, or of an earlier command of this batch. */
function previousSendTo(
  { sessions, previousSends, previousSendsTo }: UnitOfWork,
  customerId: CustomerId,
  author: string,
  clientId: string,
): PreviousMailSend | null {
  const stored = previousSendsTo.get(sendKey(customerId, author, clientId));
  if (stored !== undefined) return stored;
  for (const { session } of sessions.values()) {
    if (session.customerId !== customerId) continue;
    const sent = previousSends.get(sendKey(session.id, author, clientId));
    if (sent !== undefined) return { ...sent, sessionId: session.id };
  }
  return null;
}

/** All sessions of a customer, with the changes of the batch; `null` if there is no such customer. */
function chatsOf(
  { customers, allSessionsOf, sessions, changed }: UnitOfWork,
  id: CustomerId,
): readonly SessionId[] | null {
  if (!customers.has(id)) return null;
  const here = [...sessions.values()].flatMap(({ session }) => (session.customerId === id ? session.id : []));
  const stored = (allSessionsOf.get(id) ?? []).filter((one) => !changed.erased.sessions.has(one));
  return [...new Set([...stored, ...here])];
}
