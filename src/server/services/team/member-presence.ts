import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { addPresence, markPresenceGone, listPresencesAt } from "../../db/team/member-presence.ts";
import type { ServiceContext } from "../context.ts";
import { decideMemberBack } from "#domain/team/member-absence.ts";
import { recordMembersChanged } from "./record-members-changed.ts";

/**
 * The members connected to this process. A member may have many sockets; the database has one row per member and
 * process.
 */
export interface MemberPresence {
  connected(orgId: OrgId, memberId: MemberId): Promise<void>;
  disconnected(orgId: OrgId, memberId: MemberId): Promise<void>;
  /** Corrects the database after a failed write, or when this process was slow and others took it for dead. */
  repair(): Promise<void>;
}

interface ConnectedMember {
  orgId: OrgId;
  sockets: number;
}

/** Creates a presence without any connections yet. */
export function createMemberPresence(services: ServiceContext): MemberPresence {
  const here = new Map<MemberId, ConnectedMember>();
  /** Connects and disconnects of one member are written one after the other. */
  const turns = new Map<MemberId, Promise<void>>();

  function inTurn(memberId: MemberId, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(memberId) ?? Promise.resolve()).then(work);
    const settled = turn.catch((error: unknown) => services.report("recording presence", error));
    turns.set(memberId, settled);
    void settled.then(() => turns.get(memberId) === settled && turns.delete(memberId));
    return settled;
  }

  function write(orgId: OrgId, memberId: MemberId): Promise<void> {
    return inTurn(memberId, () =>
      here.has(memberId)
        ? writeArrival(services, orgId, memberId)
        : writeDeparture(services, orgId, memberId),
    );
  }

  return {
    connected(orgId, memberId) {
      const sockets = (here.get(memberId)?.sockets ?? 0) + 1;
      here.set(memberId, { orgId, sockets });
      return sockets > 1 ? Promise.resolve() : write(orgId, memberId);
    },
    disconnected(orgId, memberId) {
      const sockets = (here.get(memberId)?.sockets ?? 1) - 1;
      if (sockets > 0) here.set(memberId, { orgId, sockets });
      else here.delete(memberId);
      return sockets > 0 ? Promise.resolve() : write(orgId, memberId);
    },
    async repair() {
      const isBusy = new Set(turns.keys());
      const written = new Map(
        (await listPresencesAt(services.store, services.instanceId)).map(({ orgId, memberId }) => [
          memberId,
          orgId,
        ]),
      );
      const unwritten = [...here].filter(([memberId]) => !written.has(memberId));
      const left = [...written].filter(([memberId]) => !here.has(memberId));
      const wrong = [...unwritten.map(([memberId, { orgId }]) => [memberId, orgId] as const), ...left];
      // Skip members who connect or disconnect right now, because that is already being written.
      const resting = wrong.filter(([memberId]) => !isBusy.has(memberId) && !turns.has(memberId));
      await Promise.all(resting.map(([memberId, orgId]) => write(orgId, memberId)));
    },
  };
}

async function writeArrival(services: ServiceContext, orgId: OrgId, memberId: MemberId): Promise<void> {
  const place = { orgId, memberId, instanceId: services.instanceId };
  await services.store.transact(async (writer) => addPresence(writer, place, await writer.now()));
  const needs = { heldBy: memberId, queue: true };
  await services.record(orgId, { needs, decide: (scene) => decideMemberBack(scene, memberId) });
  await recordMembersChanged(services, orgId);
}

async function writeDeparture(services: ServiceContext, orgId: OrgId, memberId: MemberId): Promise<void> {
  const place = { orgId, memberId, instanceId: services.instanceId };
  await services.store.transact(async (writer) => markPresenceGone(writer, place, await writer.now()));
  await recordMembersChanged(services, orgId);
}
