import { decided } from "#domain/model/decision.ts";
import { MAIL_ANSWER_MS, mailDueAt } from "#domain/routing/mail-due-at.ts";
import { listMailOwedSince } from "../../db/conversations/overdue-sessions.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { openFrom } from "../../hours/open-times.ts";
import type { ServiceContext } from "../context.ts";

/** More mail than members leave unanswered. Of what is left over, the longest is first in the next round. */
const AT_ONCE = 1_000;

/**
 * Gives back the mail sessions whose holders have not answered in time: under the lock each is found to be overdue, so on
 * several instances each is given back once.
 */
export async function giveBackOwedMail(services: ServiceContext): Promise<void> {
  const now = await services.store.now();
  const waiting = await listMailOwedSince(services.store, now - MAIL_ANSWER_MS, AT_ONCE);
  for (const [orgId, rows] of Map.groupBy(waiting, (row) => row.orgId)) {
    const { hours } = (await getOrganization(services.store, orgId)).settings;
    const due = rows.filter(
      ({ state }) => (mailDueAt(state, (since) => openFrom(hours, since)) ?? Infinity) <= now,
    );
    const sessions = due.map(({ sessionId }) => sessionId);
    if (sessions.length === 0) continue;
    await services.record(orgId, { needs: { sessions }, decide: () => decided([], null) });
  }
}
