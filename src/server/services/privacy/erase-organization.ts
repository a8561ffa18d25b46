import { audited } from "#domain/model/decision.ts";
import { type Millis, SECOND } from "#domain/model/instant.ts";
import {
  eraseOrganizationPortion,
  listErasedOrganizations,
} from "../../db/privacy/erase-organization-rows.ts";
import type { ServiceContext, AdminRequest } from "../context.ts";
import { inPortions } from "./remove-erased-rows.ts";
import { decideEraseOrganization } from "#domain/privacy/erase-organization.ts";

/** How long the last fact stays readable, for instances that missed its notice. */
const LINGERS_MS: Millis = 10 * SECOND;

/**
 * Erases a company with everything in it: members and their accounts, customers, chats, settings, the audit log. From
 * then on nobody of it can sign in or write, and its widget is refused; the rows are deleted right after.
 *
 * @param typed - the company's name
 * @returns whether the name was right; nothing is erased if not
 */
export async function eraseOrganization(
  { services, orgId, by }: AdminRequest,
  typed: string,
): Promise<boolean> {
  const { result } = await services.record(orgId, {
    needs: {},
    decide: (scene) => audited(decideEraseOrganization(scene, typed), by, "organization-erased", {}),
  });
  return result;
}

/**
 * Deletes the remaining rows of erased companies in portions. After a crash it continues where the last run stopped.
 *
 * @param signal - ends it after the present portion, when the process stops
 */
export async function removeErasedOrganizations(
  services: ServiceContext,
  { lingersMs = LINGERS_MS, signal }: { lingersMs?: Millis; signal?: AbortSignal } = {},
): Promise<void> {
  const erased = await listErasedOrganizations(services.store);
  if (erased.length === 0) return;
  const before = (await services.store.now()) - lingersMs;
  for (const { id } of erased)
    await inPortions(
      services.store,
      async (writer) => (await eraseOrganizationPortion(writer, id, before)) === "more",
      signal,
    );
}
