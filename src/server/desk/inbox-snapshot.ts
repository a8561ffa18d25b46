import type { MemberId, OrgId } from "#domain/ids.ts";
import type { Session } from "#domain/session.ts";
import type { Card, InboxSnapshot } from "#domain/views.ts";
import { customersById } from "../db/customers.ts";
import { lastNo } from "../db/feed.ts";
import { listColleagues } from "../db/members.ts";
import { readMarksOf } from "../db/read-marks.ts";
import { listActive, listUnattended } from "../db/sessions.ts";
import type { Reader } from "../db/store.ts";
import type { Desk } from "./desk.ts";

/** The inbox of one member, whole, at one number of the feed: read in one transaction. */
export async function inboxSnapshot(
  { store }: Desk,
  orgId: OrgId,
  memberId: MemberId,
): Promise<InboxSnapshot> {
  const now = await store.now();
  return store.snapshot(async (reader) => {
    const [no, active, unattended, members] = [
      await lastNo(reader, orgId),
      await listActive(reader, orgId),
      await listUnattended(reader, orgId),
      await listColleagues(reader, orgId),
    ];
    return {
      no,
      now,
      members,
      cards: await toCards(reader, { orgId, memberId }, [...active, ...unattended]),
    };
  });
}

async function toCards(
  reader: Reader,
  { orgId, memberId }: { orgId: OrgId; memberId: MemberId },
  sessions: readonly Session[],
): Promise<Card[]> {
  const customers = await customersById(
    reader,
    orgId,
    sessions.map(({ customerId }) => customerId),
  );
  const marks = await readMarksOf(
    reader,
    { orgId, reader: memberId },
    sessions.map(({ id }) => id),
  );
  return sessions.flatMap((session) => {
    const customer = customers.get(session.customerId);
    return customer === undefined ? [] : [{ session, customer, read: marks.get(session.id) ?? 0 }];
  });
}
