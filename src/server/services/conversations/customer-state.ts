import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import { isExpired } from "#domain/model/session-clock.ts";
import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { buildConversation } from "#domain/views/public-conversation.ts";
import { toPublicItems } from "#domain/views/public-fact.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { Session } from "#domain/model/session.ts";
import { getCustomer } from "../../db/customers/customers.ts";
import { readSessionFeed } from "../../db/conversations/feed.ts";
import { readMarks, seenByMembers } from "../../db/conversations/read-marks.ts";
import { activeSessionOf, lastEndedSessionOf } from "../../db/conversations/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { endIfOverdue } from "./end-overdue-sessions.ts";
import type { CustomerSession, CustomerState } from "#domain/views/customer-state.ts";

const PAGE = 500;

/**
 * Reads a customer's active session, if any, and the one that ended last. A session past its time limit is ended
 * first, so that no chat is shown that takes no more messages.
 */
export async function customerState(
  services: ServiceContext,
  orgId: OrgId,
  customerId: CustomerId,
): Promise<CustomerState> {
  const customer = await getCustomer(services.store, orgId, customerId);
  if (customer === null) throw new Refusal("customer-unknown");

  const now = await services.store.now();
  const found = await activeSessionOf(services.store, orgId, customerId);
  if (found !== null && isExpired(found, now)) await endIfOverdue(services, orgId, found.id);
  const session = found !== null && isExpired(found, now) ? null : found;
  const ended = await lastEndedSessionOf(services.store, orgId, customerId);
  return {
    now,
    customer,
    session: session === null ? null : await readCustomerSession(services, orgId, session),
    ended: ended === null ? null : await readCustomerSession(services, orgId, ended),
  };
}

async function readCustomerSession(
  services: ServiceContext,
  orgId: OrgId,
  { id }: Session,
): Promise<CustomerSession> {
  const [marks, seen] = await Promise.all([
    readMarks(services.store, orgId, "customer", [id]),
    seenByMembers(services.store, { orgId, sessionId: id }),
  ]);
  const read = marks.get(id) ?? 0;
  const facts: NumberedFact<SessionFact>[] = [];
  for (;;) {
    const after = facts.at(-1)?.sessionNo ?? 0;
    const page = await readSessionFeed(services.store, { orgId, sessionId: id }, after, PAGE);
    facts.push(...page);
    if (page.length < PAGE) break;
  }
  return {
    id,
    no: facts.at(-1)?.sessionNo ?? 0,
    talk: buildConversation(toPublicItems(facts, 0)),
    read,
    seen,
  };
}
