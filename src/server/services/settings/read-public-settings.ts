import type { OrgId } from "#domain/model/ids.ts";
import { openingAt } from "#domain/routing/opening-hours.ts";
import { publicSettings, type PublicSettings } from "#domain/settings/public-settings.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { isSomebodyAvailable } from "../../db/team/available-members.ts";
import { openTimes } from "../../hours/open-times.ts";
import type { ServiceContext } from "../context.ts";

/** Reads the settings that are public to everyone with the company's widget key, and whether people answer now. */
export async function readPublicSettings(
  { store }: Pick<ServiceContext, "store">,
  orgId: OrgId,
): Promise<PublicSettings> {
  const [{ settings }, now] = await Promise.all([getOrganization(store, orgId), store.now()]);
  return publicSettings(settings, {
    opening: openingAt(openTimes(settings.hours, now), now),
    isSomebodyAvailable: await isSomebodyAvailable(store, orgId, now),
  });
}
