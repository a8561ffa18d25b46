import {
  decideMemberActive,
  decideMemberAvailability,
  decideMemberRole,
} from "#domain/team/change-member.ts";
import { decidePublicName } from "#domain/team/public-name.ts";
import { audited } from "#domain/model/decision.ts";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import type { ServiceContext, AdminRequest } from "../context.ts";

/** Sets a member's own availability. Waiting chats may be assigned to them at once. */
export async function setAvailable(
  services: ServiceContext,
  orgId: OrgId,
  id: MemberId,
  available: boolean,
): Promise<void> {
  await services.record(orgId, {
    needs: {},
    decide: (scene) => decideMemberAvailability(scene, id, available),
  });
}

/** Changes a member's role, on behalf of an admin. @throws {Refusal} `member-unknown`, `last-admin` */
export async function setRole(
  { services, orgId, by }: AdminRequest,
  id: MemberId,
  role: Role,
): Promise<void> {
  await services.record(orgId, {
    needs: { roster: true },
    decide: (scene) => audited(decideMemberRole(scene, id, role), by, "role-changed", { id, role }),
  });
}

/**
 * Changes the name customers read of a member, on behalf of the member or an admin.
 *
 * @param publicName - `null` for the name that colleagues read
 * @throws {Refusal} `member-unknown`, `name-of-company`, `name-of-chatbot`
 */
export async function setPublicName(
  { services, orgId, by }: AdminRequest,
  id: MemberId,
  publicName: string | null,
): Promise<void> {
  await services.record(orgId, {
    needs: { roster: true },
    decide: (scene) => decidePublicName(scene, { id, by }, publicName),
  });
}

/** Deactivates or reactivates a member, on behalf of an admin. @throws {Refusal} `member-unknown`, `last-admin` */
export async function setActive(
  { services, orgId, by }: AdminRequest,
  id: MemberId,
  active: boolean,
): Promise<void> {
  const needs = { roster: true, heldBy: id };
  const action = active ? "member-reactivated" : "member-deactivated";
  await services.record(orgId, {
    needs,
    decide: (scene) => audited(decideMemberActive(scene, id, active), by, action, { id }),
  });
}
