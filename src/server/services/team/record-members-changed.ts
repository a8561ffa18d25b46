import { decided } from "#domain/model/decision.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { ServiceContext } from "../context.ts";

/** Records that the members of a company have changed, so that every open screen reloads them. */
export async function recordMembersChanged(services: ServiceContext, orgId: OrgId): Promise<void> {
  await services.record(orgId, {
    needs: {},
    decide: (scene) => decided([{ kind: "members-changed", at: scene.now }], null),
  });
}
