import { audited } from "#domain/model/decision.ts";
import { type Millis, SECOND } from "#domain/model/instant.ts";
import { eraseOrganizationRows, listErasedOrganizations } from "../../db/privacy/erase-organization-rows.ts";
import type { ServiceContext, AdminRequest } from "../context.ts";
import { wipeErasedBytes } from "./erase-customer.ts";
import { decideEraseOrganization } from "#domain/privacy/erase-organization.ts";

/** For so long the last fact can be read, by machines to which word of it was lost. */
const LINGERS_MS: Millis = 10 * SECOND;

/**
 * Erases a company with everything in it: members and their accounts, customers, chats, settings, the audit log. At
 * once nobody of it can sign in or write, and its widget is nowhere; its rows go right after.
 *
 * @param typed - the company's name
 * @returns whether that was its name; nothing happens if not
 */
export async function eraseOrganization(
  { services, orgId, by }: AdminRequest,
  typed: string,
): Promise<boolean> {
  const { result } = await services.record(orgId, {
    needs: {},
    decide: (scene) => audited(decideEraseOrganization(scene, typed), by, "organization-erased"),
  });
  return result;
}

/** Deletes what is left of erased companies. The net under a crash, too: it goes on where somebody stopped. */
export async function removeErasedOrganizations(
  services: ServiceContext,
  lingersMs: Millis = LINGERS_MS,
): Promise<void> {
  const erased = await listErasedOrganizations(services.store);
  if (erased.length === 0) return;
  const before = (await services.store.now()) - lingersMs;
  for (const { id } of erased)
    if (await eraseOrganizationRows(services.store, id, before)) await wipeErasedBytes(services);
}
