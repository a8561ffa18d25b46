import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { lastFactNo } from "../../db/conversations/feed.ts";
import { readMarks } from "../../db/conversations/read-marks.ts";
import {
  listActiveSessions,
  listUnattendedSessions,
  type SessionWithCustomer,
} from "../../db/conversations/sessions.ts";
import type { Reader } from "../../db/store/store.ts";
import { listColleagues } from "../team/list-colleagues.ts";
import type { ServiceContext } from "../context.ts";
import type { ChatCard, InboxSnapshot } from "#domain/views/inbox.ts";

/** Reads a member's complete inbox at one number of the feed, in one transaction. */
export async function inboxSnapshot(
  { store }: ServiceContext,
  orgId: OrgId,
  memberId: MemberId,
): Promise<InboxSnapshot> {
  const now = await store.now();
  return store.snapshot(async (reader) => {
    const no = await lastFactNo(reader, orgId);
    const active = await listActiveSessions(reader, orgId);
    const unattended = await listUnattendedSessions(reader, orgId);
    const members = await listColleagues(reader, orgId, now);
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
  found: readonly SessionWithCustomer[],
): Promise<ChatCard[]> {
  const ids = found.map(({ session }) => session.id);
  const marks = await readMarks(reader, orgId, memberId, ids);
  return found.map(({ session, customer }) => ({ session, customer, read: marks.get(session.id) ?? 0 }));
}
