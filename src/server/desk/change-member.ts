import { decideActive, decideAvailable, decideRole } from "#domain/change-member.ts";
import type { MemberId, OrgId } from "#domain/ids.ts";
import type { Role } from "#domain/member.ts";
import type { Desk } from "./desk.ts";

/** A member turns their own switch; whoever stands in line may come to them at once. */
export async function setAvailable(
  desk: Desk,
  orgId: OrgId,
  id: MemberId,
  available: boolean,
): Promise<void> {
  const needs = { roster: true, line: true };
  await desk.record(orgId, { needs, decide: (scene) => decideAvailable(scene, id, available) });
}

/** An admin changes a role. @throws {Refusal} `last-admin` */
export async function setRole(desk: Desk, orgId: OrgId, id: MemberId, role: Role): Promise<void> {
  await desk.record(orgId, { needs: { roster: true }, decide: (scene) => decideRole(scene, id, role) });
}

/** An admin lets a member go or back in. @throws {Refusal} `last-admin` */
export async function setActive(desk: Desk, orgId: OrgId, id: MemberId, active: boolean): Promise<void> {
  const needs = { roster: true, line: true, heldBy: id };
  await desk.record(orgId, { needs, decide: (scene) => decideActive(scene, id, active) });
}
