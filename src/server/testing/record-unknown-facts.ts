import { decided } from "#domain/model/decision.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { unknownSessionFact, unknownOrgFact } from "#domain/testing/unknown-fact.ts";
import { listOrganizations } from "../db/settings/organizations.ts";
import type { TestServer } from "./test-server.ts";

/**
 * Records facts of kinds unknown here, as a newer build would: one about a session and one about its organization.
 */
export async function recordUnknownFacts(
  { composition: { services, store } }: TestServer,
  sessionId: SessionId,
): Promise<void> {
  const [organization] = await listOrganizations(store);
  if (organization === undefined) throw new Error("no organization");
  await services.record(organization.id, {
    needs: { sessions: [sessionId] },
    decide: () => decided([unknownSessionFact(sessionId), unknownOrgFact()], null),
  });
}
