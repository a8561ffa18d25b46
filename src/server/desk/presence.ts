import { decideBack, decideGone } from "#domain/change-member.ts";
import { decided } from "#domain/decision.ts";
import type { MemberId, OrgId } from "#domain/ids.ts";
import { arrive, leave, membersGone } from "../db/presences.ts";
import type { Desk } from "./desk.ts";

/** Who is connected to this process. A member may have many sockets; the database knows one row a member and process. */
export interface Presence {
  arrived(orgId: OrgId, memberId: MemberId): Promise<void>;
  left(orgId: OrgId, memberId: MemberId): Promise<void>;
}

/** Presence at `desk`; nobody is here yet. */
export function createPresence(desk: Desk): Presence {
  const sockets = new Map<MemberId, number>();
  /** Arrivals and departures of one member are written one after the other. */
  const turns = new Map<MemberId, Promise<void>>();

  function inTurn(memberId: MemberId, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(memberId) ?? Promise.resolve()).then(work);
    const settled = turn.catch((error: unknown) => desk.report("presence", error));
    turns.set(memberId, settled);
    void settled.then(() => turns.get(memberId) === settled && turns.delete(memberId));
    return settled;
  }

  return {
    arrived(orgId, memberId) {
      const before = sockets.get(memberId) ?? 0;
      sockets.set(memberId, before + 1);
      return before > 0 ? Promise.resolve() : inTurn(memberId, () => writeArrival(desk, orgId, memberId));
    },
    left(orgId, memberId) {
      const rest = (sockets.get(memberId) ?? 1) - 1;
      if (rest > 0) {
        sockets.set(memberId, rest);
        return Promise.resolve();
      }
      sockets.delete(memberId);
      return inTurn(memberId, async () => {
        if (sockets.has(memberId)) return;
        const { store, instanceId } = desk;
        const place = { orgId, memberId, instanceId };
        await store.transact(async (writer) => leave(writer, place, await writer.now()));
        await tellColleagues(desk, orgId);
      });
    },
  };
}

/** Chats of members who have been gone for the whole grace, on every machine, go where the rule says. */
export async function returnChatsOfGone(desk: Desk): Promise<void> {
  const now = await desk.store.now();
  for (const { orgId, memberId } of await membersGone(desk.store, now)) {
    const needs = { heldBy: memberId, roster: true, line: true };
    await desk.record(orgId, { needs, decide: (scene) => decideGone(scene, memberId) });
  }
}

async function writeArrival(desk: Desk, orgId: OrgId, memberId: MemberId): Promise<void> {
  const place = { orgId, memberId, instanceId: desk.instanceId };
  await desk.store.transact(async (writer) => arrive(writer, place, await writer.now()));
  const needs = { heldBy: memberId, roster: true, line: true };
  await desk.record(orgId, { needs, decide: (scene) => decideBack(scene, memberId) });
  await tellColleagues(desk, orgId);
}

/** Records that the members of a company have changed, so that every open screen asks again. */
export async function tellColleagues(desk: Desk, orgId: OrgId): Promise<void> {
  await desk.record(orgId, {
    needs: {},
    decide: (scene) => decided([{ kind: "members-changed", at: scene.now }], null),
  });
}
