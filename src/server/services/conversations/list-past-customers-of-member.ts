import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { readPastCustomersOfMember } from "../../db/conversations/past-customers-of-member.ts";
import { readMarks } from "../../db/conversations/read-marks.ts";
import type { ServiceContext } from "../context.ts";
import type { PastChatsPage } from "#domain/views/inbox.ts";

const PAGE = 50;

/** Lists customers a member has chatted with, newest first, in pages. */
export async function listPastCustomersOfMember(
  { store }: ServiceContext,
  { orgId, memberId }: { orgId: OrgId; memberId: MemberId },
  before: PastChatsPage["next"],
): Promise<PastChatsPage> {
  const found = await readPastCustomersOfMember(store, { orgId, memberId }, before, PAGE);
  const marks = await readMarks(
    store,
    orgId,
    memberId,
    found.map(({ session }) => session.id),
  );
  const last = found.at(-1);
  return {
    cards: found.map((card) => ({ ...card, read: marks.get(card.session.id) ?? 0 })),
    next:
      found.length < PAGE || last === undefined ? null : { at: last.chattedAt, customerId: last.customer.id },
  };
}
