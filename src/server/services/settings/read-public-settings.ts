import type { OrgId } from "#domain/model/ids.ts";
import { publicSettings, type PublicSettings } from "#domain/settings/public-settings.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { ServiceContext } from "../context.ts";

/** Reads the settings that are public to everyone with the company's widget key. */
export async function readPublicSettings(
  services: Pick<ServiceContext, "store">,
  orgId: OrgId,
): Promise<PublicSettings> {
  const { settings } = await getOrganization(services.store, orgId);
  return publicSettings(settings);
}
