import { eq } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Writer } from "../store/store.ts";
import { getOrganization } from "./organizations.ts";

/** Renames an organization, also in the widget settings that customers see. Locks the organization. */
export async function renameOrganization(writer: Writer, orgId: OrgId, name: string): Promise<void> {
  await writer.lock(orgId);
  const { settings } = await getOrganization(writer, orgId);
  const renamed = { ...settings, widget: { ...settings.widget, companyName: name } };
  const { organization } = writer.tables;
  await writer.db.update(organization).set({ name, settings: renamed }).where(eq(organization.id, orgId));
}
