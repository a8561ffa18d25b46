import { tracked, type TrackedEnvelope } from "@trpc/server";
import type { NumberedFact, SessionFact } from "#domain/fact.ts";
import type { OrgId, SessionId } from "#domain/ids.ts";
import { type PublicItem, publishPage } from "#domain/public-fact.ts";
import { lastSessionNo, readSessionFeed } from "../db/feed.ts";
import type { Desk } from "../desk/desk.ts";
import { type Followed, follow } from "../events/follow.ts";

/**
 * What a customer may see of a session after a number, and then as it happens.
 *
 * @throws {Refusal} `resync`
 */
export async function* watchSession(
  { desk, orgId }: { desk: Desk; orgId: OrgId },
  { sessionId, after }: { sessionId: SessionId; after: number },
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<PublicItem>> {
  const followed: Followed = {
    join: () => desk.tails.join(orgId, sessionId),
    read: (cursor, limit) => readSessionFeed(desk.store, { orgId, sessionId }, cursor, limit),
    last: () => lastSessionNo(desk.store, { orgId, sessionId }),
    numberOf: ({ sessionNo }) => sessionNo ?? 0,
  };
  let prev = after;
  for await (const page of follow(followed, after, signal)) {
    const items = publishPage(page.filter(isOfSession), prev);
    for (const item of items) yield tracked(String(item.no), item);
    prev = items.at(-1)?.no ?? prev;
  }
}

function isOfSession(entry: NumberedFact): entry is NumberedFact<SessionFact> {
  return "sessionId" in entry.fact;
}
