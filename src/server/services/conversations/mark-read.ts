import type { MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { ServiceContext } from "../context.ts";

interface ReadReceipt {
  sessionId: SessionId;
  by: "customer" | "member";
  memberId: MemberId | null;
  /** The number of the other side's messages that were seen. */
  count: number;
}

/** Raises a read mark, at most to the number of messages, and notifies the other side. */
export async function markRead(
  services: ServiceContext,
  orgId: OrgId,
  { sessionId, by, memberId, count }: ReadReceipt,
): Promise<void> {
  const session = await getSession(services.store, orgId, sessionId);
  if (session === null) throw new Refusal("session-unknown");

  const there = by === "customer" ? session.ourMessages : session.customerMessages;
  const seen = Math.min(count, there);
  const place = { orgId, sessionId, reader: memberId ?? ("customer" as const) };
  const isRaised = await services.store
    .transact((writer) => raiseReadMark(writer, place, seen))
    .catch(async (error: unknown) => {
      // It may have been erased between the read and this write.
      if ((await getSession(services.store, orgId, sessionId)) === null) throw new Refusal("session-unknown");
      throw error;
    });
  if (isRaised)
    services.ephemeralEvents.publish(orgId, { kind: "read", sessionId, by, memberId, count: seen });
}
