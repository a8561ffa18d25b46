import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { conversationPage } from "#domain/views/conversation-page.ts";
import type { MailCursor, MailPage } from "#domain/views/customer-state.ts";
import { toPublicEnd } from "#domain/views/public-fact.ts";
import { readFactsPage } from "../../db/conversations/facts-page.ts";
import { seenByMembers } from "../../db/conversations/read-marks.ts";
import type { Reader } from "../../db/store/store.ts";
import { type MailSeen, countUnseen, readMailSeen } from "../conversations/answered-mail.ts";

/**
 * Reads a page of a customer's mail: the newest, or the one before another.
 *
 * @param before - the `earlier` of the page that it comes before; `null` for the newest
 * @returns `null` if they have no mail
 * @throws {Refusal} `session-unknown` if `before` names a session that is not their mail
 */
export async function customerMailPage(
  reader: Reader,
  { orgId, customerId }: { orgId: OrgId; customerId: CustomerId },
  before: MailCursor | null,
): Promise<MailPage | null> {
  const mail = await readMailSeen(reader, { orgId, customerId });
  const index = before === null ? 0 : mail.findIndex(({ state }) => state.id === before.sessionId);
  const found = mail[index];
  if (found === undefined) {
    if (before === null) return null;
    throw new Refusal("session-unknown");
  }
  const { state, lastNo, read } = found;
  const { endedAt, endedBy } = state;
  const key = { orgId, sessionId: state.id };
  const upTo = before ?? startingAfter(found);
  const [facts, seen] = await Promise.all([readFactsPage(reader, key, upTo.no), seenByMembers(reader, key)]);
  const { entries, own, ours, earlier } = conversationPage(facts, upTo, []);
  const older = mail.slice(index + 1);
  const unseenInside = Math.max(0, (earlier?.ours ?? 0) - read);
  return {
    sessionId: state.id,
    no: lastNo,
    ended: endedAt === null || endedBy === null ? null : toPublicEnd(endedAt, endedBy),
    entries,
    own,
    ours,
    read: read - (earlier?.ours ?? 0),
    seen: seen - (earlier?.own ?? 0),
    earlier: earlier === null ? cursorOf(older[0]) : { ...earlier, sessionId: state.id },
    unseenBefore: older.reduce((sum, one) => sum + countUnseen(one), unseenInside),
  };
}

/** What is before the end of a session: everything. */
function startingAfter({ state, lastNo }: MailSeen) {
  return { no: lastNo + 1, own: state.customerMessages, ours: state.ourMessages };
}

function cursorOf(session: MailSeen | undefined): MailCursor | null {
  return session === undefined ? null : { sessionId: session.state.id, ...startingAfter(session) };
}
