import { isExpired } from "#domain/model/session-clock.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import {
  type ConversationPage,
  type EarlierMessages,
  conversationPage,
  newestConversation,
} from "#domain/views/conversation-page.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { getCustomer } from "../../db/customers/customers.ts";
import { readFactsPage, readStoppedAnswers } from "../../db/conversations/facts-page.ts";
import { readMarks, seenByMembers } from "../../db/conversations/read-marks.ts";
import { activeSessionOf, lastEndedSessionOf, type StoredSession } from "../../db/conversations/sessions.ts";
import type { Reader } from "../../db/store/store.ts";
import { answeredMail } from "./answered-mail.ts";
import type { ServiceContext } from "../context.ts";
import { endIfOverdue } from "./end-overdue-sessions.ts";
import type { CustomerSession, CustomerState } from "#domain/views/customer-state.ts";

/**
 * Reads a customer's active chat, if any, the one that ended last, and who has answered them by mail. A chat past its time limit is ended
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
  const isOver = found !== null && isExpired(found.state, now);
  if (isOver) await endIfOverdue(services, orgId, found.state.id);
  const session = isOver ? null : found;
  const ended = await lastEndedSessionOf(services.store, orgId, customerId);
  return {
    now,
    customer,
    session: session === null ? null : await readCustomerSession(services, orgId, session),
    ended: ended === null ? null : await readCustomerSession(services, orgId, ended),
    answered: await answeredMail(services.store, { orgId, customerId }),
  };
}

/** Reads a session with its newest page: the state and the facts up to its number belong together. */
async function readCustomerSession(
  { store }: ServiceContext,
  orgId: OrgId,
  { state, lastNo }: StoredSession,
): Promise<CustomerSession> {
  const key = { orgId, sessionId: state.id };
  const [marks, seen, facts] = await Promise.all([
    readMarks(store, orgId, "customer", [state.id]),
    seenByMembers(store, key),
    readFactsPage(store, key, lastNo + 1),
  ]);
  const { customerMessages: own, ourMessages: ours } = state;
  const { earlier } = conversationPage(facts, { own, ours }, []);
  return {
    id: state.id,
    no: lastNo,
    talk: newestConversation(state, facts),
    read: (marks.get(state.id) ?? 0) - (earlier?.ours ?? 0),
    seen: seen - (earlier?.own ?? 0),
    earlier,
  };
}

/**
 * Reads the page of a customer's session before the one that has `before` before it. Its counts are the client's own:
 * they come back less what the page has.
 */
export async function earlierPage(
  reader: Reader,
  orgId: OrgId,
  { sessionId, before }: { sessionId: SessionId; before: EarlierMessages },
): Promise<ConversationPage> {
  const key = { orgId, sessionId };
  const facts = await readFactsPage(reader, key, before.no);
  return conversationPage(facts, before, await readStoppedAnswers(reader, key, facts));
}
