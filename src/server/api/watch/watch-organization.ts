import { truncateFactForList } from "#domain/views/truncate-fact-for-list.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import { sessionOf } from "#domain/model/fact.ts";
import { lastFactNo, readFeed } from "../../db/conversations/feed.ts";
import { customerIdsOfSessions } from "../../db/conversations/sessions.ts";
import type { Reader } from "../../db/store/store.ts";
import type { ServicesToCall } from "../../services/context.ts";
import { followFeed } from "../../events/feed/follow-feed.ts";
import { coalesce } from "../../events/feed/coalesce.ts";
import type { Connection } from "../procedures/call-context.ts";
import type { AgentFeedItem } from "#domain/views/inbox.ts";

/** How long facts of chats that are not on the screen are collected before they are sent together. */
const COALESCE_MS = 50;

interface OrganizationWatchDeps {
  services: Pick<ServicesToCall, "feedTails">;
  reader: Reader;
  orgId: OrgId;
  connection: Connection;
}

/**
 * Streams an organization's facts after a number, and then new ones as they are recorded. Messages of chats the
 * screen does not show are truncated to what a list needs, and coalesced for a moment. Facts of a chat on the screen
 * are sent at once.
 *
 * @throws {Refusal} `resync`
 */
export async function* watchOrganization(
  { services, reader, orgId, connection }: OrganizationWatchDeps,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<AgentFeedItem> {
  const customers = new Map<SessionId, CustomerId>();
  const followed = {
    join: () => services.feedTails.join(orgId, null),
    read: (cursor: number, limit: number) => readFeed(reader, orgId, cursor, limit),
    last: () => lastFactNo(reader, orgId),
    numberOf: ({ no }: NumberedFact) => no,
  };
  let prev = after;
  const gathering = {
    windowMs: COALESCE_MS,
    isUrgent: (page: readonly NumberedFact[]) => page.some(isShown),
  };
  for await (const page of coalesce(learnt(followFeed(followed, after, signal)), gathering)) {
    const last = page.at(-1);
    if (last === undefined) continue;
    const facts = page.map((entry) => (isShown(entry) ? entry : truncateFactForList(entry)));
    yield { prev, no: last.no, facts };
    prev = last.no;
  }

  async function* learnt(pages: AsyncIterable<readonly NumberedFact[]>) {
    for await (const page of pages) {
      await learn(page);
      yield page;
    }
  }

  /** Learns the customer of each session, which never changes. */
  async function learn(page: readonly NumberedFact[]): Promise<void> {
    const unknownSessions = new Set<SessionId>();
    for (const { fact } of page) {
      if (fact.kind === "session-opened") customers.set(fact.sessionId, fact.customer.id);
      const id = sessionOf(fact);
      if (id !== null && !customers.has(id)) unknownSessions.add(id);
    }
    if (unknownSessions.size === 0) return;
    for (const [id, customerId] of await customerIdsOfSessions(reader, orgId, [...unknownSessions]))
      customers.set(id, customerId);
  }

  function isShown({ fact }: NumberedFact): boolean {
    const id = sessionOf(fact);
    const customerId = id === null ? undefined : customers.get(id);
    return customerId !== undefined && connection.openLanes.has(customerId);
  }
}
