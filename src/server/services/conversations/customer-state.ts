import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import { isOver } from "#domain/model/session-clock.ts";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { converse } from "#domain/views/public-conversation.ts";
import { publishPage } from "#domain/views/public-fact.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { Session } from "#domain/model/session.ts";
import type { VisitorSession, VisitorState } from "#domain/views/team-view.ts";
import { getCustomer } from "../../db/customers/customers.ts";
import { readSessionFeed } from "../../db/conversations/feed.ts";
import { readMarks, seenByMembers } from "../../db/conversations/read-marks.ts";
import { activeSessionOf, lastEndedSessionOf } from "../../db/conversations/sessions.ts";
import type { Desk } from "../context.ts";
import { endNow } from "./end-overdue-sessions.ts";

const PAGE = 500;

/**
 * A customer's present: the active session or none, and the one that ended last. A session found past its time is
 * ended first, so that nobody is shown a chat that no longer takes messages.
 */
export async function visitorState(desk: Desk, orgId: OrgId, customerId: CustomerId): Promise<VisitorState> {
  const customer = await getCustomer(desk.store, orgId, customerId);
  if (customer === null) throw new Refusal("customer-unknown");

  const now = await desk.store.now();
  const found = await activeSessionOf(desk.store, orgId, customerId);
  if (found !== null && isOver(found, now)) await endNow(desk, orgId, found.id);
  const session = found !== null && isOver(found, now) ? null : found;
  const ended = await lastEndedSessionOf(desk.store, orgId, customerId);
  return {
    now,
    customer,
    session: session === null ? null : await show(desk, orgId, session),
    ended: ended === null ? null : await show(desk, orgId, ended),
  };
}

async function show(desk: Desk, orgId: OrgId, { id }: Session): Promise<VisitorSession> {
  const [marks, seen] = await Promise.all([
    readMarks(desk.store, orgId, "customer", [id]),
    seenByMembers(desk.store, { orgId, sessionId: id }),
  ]);
  const read = marks.get(id) ?? 0;
  const facts: NumberedFact<SessionFact>[] = [];
  for (;;) {
    const after = facts.at(-1)?.sessionNo ?? 0;
    const page = await readSessionFeed(desk.store, { orgId, sessionId: id }, after, PAGE);
    facts.push(...page);
    if (page.length < PAGE) break;
  }
  return { id, no: facts.at(-1)?.sessionNo ?? 0, talk: converse(publishPage(facts, 0)), read, seen };
}
