import { and, eq, isNotNull } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Session } from "#domain/model/session.ts";
import { isOfKeptOrganization } from "../privacy/kept-organization.ts";
import type { Reader } from "../store/store.ts";

/**
 * Lists sessions of all organizations, except erased ones, with an open turn of the chatbot, or only those run by one
 * instance.
 */
export async function listOpenBotTurns(
  { db, tables }: Reader,
  instanceId: string | null = null,
): Promise<{ orgId: OrgId; session: Session }[]> {
  const { session } = tables;
  const run =
    instanceId === null ? isNotNull(session.turnInstanceId) : eq(session.turnInstanceId, instanceId);
  return db
    .select({ orgId: session.orgId, session: session.state })
    .from(session)
    .where(and(run, isOfKeptOrganization(tables)));
}
