import { decideActive, decideAvailable, decideRole } from "#domain/team/change-member.ts";
import { audited } from "#domain/model/decision.ts";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import type { Changing } from "../settings/change-settings.ts";
import type { Desk } from "../context.ts";

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

/** An admin changes a role. @throws {Refusal} `member-unknown`, `last-admin` */
export async function setRole({ desk, orgId, by }: Changing, id: MemberId, role: Role): Promise<void> {
  await desk.record(orgId, {
    needs: { roster: true },
    decide: (scene) => audited(decideRole(scene, id, role), by, "role-changed", { id, role }),
  });
}

/** An admin lets a member go or back in. @throws {Refusal} `member-unknown`, `last-admin` */
export async function setActive({ desk, orgId, by }: Changing, id: MemberId, active: boolean): Promise<void> {
  const needs = { roster: true, line: true, heldBy: id };
  const action = active ? "member-reactivated" : "member-deactivated";
  await desk.record(orgId, {
    needs,
    decide: (scene) => audited(decideActive(scene, id, active), by, action, { id }),
  });
}
