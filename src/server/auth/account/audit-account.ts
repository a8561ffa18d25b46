import type { AuditDetails } from "#domain/model/audited-action.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { listActivePlacesOf } from "../../db/team/members.ts";
import type { AuthWriter } from "../store/auth-store-types.ts";

/** What people do with their own account, and others cannot. */
type AccountAction =
  | "signed-in"
  | "signed-out"
  | "password-changed"
  | "password-reset"
  | "own-logins-ended"
  | "second-step-turned-on"
  | "second-step-turned-off"
  | "recovery-codes-renewed";

/**
 * Records what somebody did with their account in the audit log of each company in which they are active. Companies are
 * locked in order of their ids, so that of two such writes neither waits for the other forever.
 */
export async function auditAccount<Action extends AccountAction>(
  writer: AuthWriter,
  userId: string,
  action: Action,
  detail: AuditDetails[Action],
): Promise<void> {
  const at = await writer.now();
  for (const { orgId, member } of await listActivePlacesOf(writer, userId))
    await auditAction(writer, orgId, action, { at, memberId: member.id, detail });
}
