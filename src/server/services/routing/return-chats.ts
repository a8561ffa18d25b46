import { listSessionsOfAbsentMembers } from "../../db/team/member-presence.ts";
import type { ServiceContext } from "../context.ts";
import { decideMemberGone, isAffectedByAbsence } from "#domain/team/member-absence.ts";

/** Reroutes chats of members who have been disconnected from every instance for the whole grace period. */
export async function returnChatsOfAbsentMembers(services: ServiceContext): Promise<void> {
  const held = await listSessionsOfAbsentMembers(services.store, await services.store.now());
  const absent = new Map(
    held.flatMap(({ orgId, memberId, session }) =>
      isAffectedByAbsence(session) ? [[`${orgId} ${memberId}`, { orgId, memberId }] as const] : [],
    ),
  );
  for (const { orgId, memberId } of absent.values()) {
    const needs = { heldBy: memberId, roster: true };
    await services.record(orgId, { needs, decide: (scene) => decideMemberGone(scene, memberId) });
  }
}
