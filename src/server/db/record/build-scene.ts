import type { Candidate } from "#domain/routing/assignment.ts";
import type { Scene } from "#domain/model/scene.ts";
import type { Session } from "#domain/model/session.ts";
import { chatsOf } from "./erase-from-unit-of-work.ts";
import { type Ledger, lineOf, type LoadedMember, sendKey } from "./unit-of-work.ts";

/** What decisions are made with besides what they look at. */
export interface Means {
  /** A fresh uuid. */
  newId: () => string;
  /** Chance, in [0, 1). */
  chance: () => number;
  /** This process. */
  instanceId: string;
}

/** The ledger as a decision may look at it: always as the last decision left it. */
export function sceneOf(ledger: Ledger, { newId, chance, instanceId }: Means): Scene {
  return {
    now: ledger.now,
    newId,
    chance,
    instanceId,
    get settings() {
      return ledger.settings;
    },
    session: (id) => ledger.sessions.get(id)?.session ?? null,
    sessionsOf: (id) =>
      sessionsWhere(
        ledger,
        ({ customerId, endedAt, unattended }) => customerId === id && (endedAt === null || unattended),
      ),
    known: (sessionId, author, clientId) => ledger.known.get(sendKey(sessionId, author, clientId)) ?? null,
    roster: () => rosterOf(ledger),
    line() {
      if (ledger.line === null) throw new Error("the line was not asked for under `needs`");
      return lineOf(ledger);
    },
    chatsOf: (id) => chatsOf(ledger, id),
    heldBy: (id) => sessionsWhere(ledger, ({ holder }) => holder.kind === "agent" && holder.memberId === id),
  };
}

/** Members in the cursor's order. */
export function rosterOf({ members, cursor, orgId, changed }: Ledger): Candidate[] {
  if (members === null) throw new Error("the roster was not asked for under `needs`");
  return cursor.order(orgId, members).map((member) => {
    const { id, ...change } = { ...member, ...changed.members.get(member.id) };
    return candidate(id, change, changed.loads.get(id) ?? 0);
  });
}

function candidate(memberId: LoadedMember["id"], member: Omit<LoadedMember, "id">, given: number): Candidate {
  const { name, role, active, available, present, capacity, load } = member;
  return { memberId, name, role, active, available, present, capacity, load: load + given };
}

function sessionsWhere({ sessions }: Ledger, is: (session: Session) => boolean): Session[] {
  return [...sessions.values()].map(({ session }) => session).filter(is);
}
