import type { MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { Desk } from "../context.ts";

interface Reading {
  sessionId: SessionId;
  by: "customer" | "member";
  memberId: MemberId | null;
  /** Messages of the other side seen. */
  count: number;
}

/** Raises how far somebody has read, at most to what there is, and lets the other side know. */
export async function markRead(
  desk: Desk,
  orgId: OrgId,
  { sessionId, by, memberId, count }: Reading,
): Promise<void> {
  const session = await getSession(desk.store, orgId, sessionId);
  if (session === null) throw new Refusal("session-unknown");

  const there = by === "customer" ? session.ourMessages : session.customerMessages;
  const seen = Math.min(count, there);
  const place = { orgId, sessionId, reader: memberId ?? ("customer" as const) };
  const isRaised = await desk.store
    .transact((writer) => raiseReadMark(writer, place, seen))
    .catch(async (error: unknown) => {
      // It may have been erased between the question and the mark.
      if ((await getSession(desk.store, orgId, sessionId)) === null) throw new Refusal("session-unknown");
      throw error;
    });
  if (isRaised) desk.whispers.say(orgId, { kind: "read", sessionId, by, memberId, count: seen });
}
