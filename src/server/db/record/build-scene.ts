import type { Scene } from "#domain/model/scene.ts";
import type { Session } from "#domain/model/session.ts";
import { queueIn, sendKey } from "./unit-of-work.ts";
import type { Candidate } from "#domain/model/member.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";
import type { CustomerId, SessionId } from "#domain/model/ids.ts";

/** What decisions are made with besides what they look at. */
export interface DecisionDeps {
  /** A fresh uuid. */
  newId: () => string;
  /** Chance, in [0, 1). */
  random: () => number;
  /** This process. */
  instanceId: string;
}

/** The ledger as a decision may look at it: always as the last decision left it. */
export function buildScene(unitOfWork: UnitOfWork, { newId, random, instanceId }: DecisionDeps): Scene {
  return {
    now: unitOfWork.now,
    newId,
    random,
    instanceId,
    get settings() {
      return unitOfWork.settings;
    },
    session: (id) => unitOfWork.sessions.get(id)?.session ?? null,
    sessionsOf: (id) =>
      sessionsWhere(
        unitOfWork,
        ({ customerId, endedAt, unattended }) => customerId === id && (endedAt === null || unattended),
      ),
    previousSend: (sessionId, author, clientId) =>
      unitOfWork.previousSends.get(sendKey(sessionId, author, clientId)) ?? null,
    roster: () => rosterOf(unitOfWork),
    queue() {
      if (unitOfWork.queue === null) throw new Error("the line was not asked for under `needs`");
      return queueIn(unitOfWork);
    },
    chatsOf: (id) => chatsOf(unitOfWork, id),
    heldBy: (id) =>
      sessionsWhere(unitOfWork, ({ holder }) => holder.kind === "agent" && holder.memberId === id),
  };
}

/** Members as the batch has left them, in the order of assignment. */
export function rosterOf({ members, assignmentOrder, orgId, changed }: UnitOfWork): Candidate[] {
  if (members === null) throw new Error("the roster was not asked for under `needs`");
  return assignmentOrder.sort(orgId, members).map((member) => {
    const { id = member.memberId, ...change } = changed.members.get(member.memberId) ?? {};
    return { ...member, ...change, load: member.load + (changed.loads.get(id) ?? 0) };
  });
}

function sessionsWhere({ sessions }: UnitOfWork, is: (session: Session) => boolean): Session[] {
  return [...sessions.values()].map(({ session }) => session).filter(is);
}

/** All sessions of a customer as the batch has left them; `null` when there is no such customer. */
function chatsOf(
  { customers, allSessionsOf, sessions, changed }: UnitOfWork,
  id: CustomerId,
): readonly SessionId[] | null {
  if (!customers.has(id)) return null;
  const here = [...sessions.values()].flatMap(({ session }) => (session.customerId === id ? session.id : []));
  const stored = (allSessionsOf.get(id) ?? []).filter((one) => !changed.erased.sessions.has(one));
  return [...new Set([...stored, ...here])];
}
