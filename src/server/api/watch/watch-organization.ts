import { cutForList } from "#domain/views/truncate-for-list.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import { sessionOf } from "#domain/model/fact.ts";
import type { AgentItem } from "#domain/views/team-view.ts";
import { lastNo, readFeed } from "../../db/conversations/feed.ts";
import { customersOf } from "../../db/conversations/sessions.ts";
import type { Desk } from "../../services/context.ts";
import { follow } from "../../events/feed/follow-feed.ts";
import { gather } from "../../events/feed/coalesce.ts";
import type { Connection } from "../procedures/call-context.ts";

/** How long facts of chats that are not on the screen are gathered before they go out together. */
const GATHER_MS = 50;

interface Watching {
  desk: Desk;
  orgId: OrgId;
  connection: Connection;
}

/**
 * An organization's facts after a number, and then as they happen. Words of chats the screen does not show are cut
 * to what a list needs, and wait a moment for company; what happens in a chat on the screen is there at once.
 *
 * @throws {Refusal} `resync`
 */
export async function* watchAgents(
  { desk, orgId, connection }: Watching,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<AgentItem> {
  const customers = new Map<SessionId, CustomerId>();
  const followed = {
    join: () => desk.tails.join(orgId, null),
    read: (cursor: number, limit: number) => readFeed(desk.store, orgId, cursor, limit),
    last: () => lastNo(desk.store, orgId),
    numberOf: ({ no }: NumberedFact) => no,
  };
  let prev = after;
  const gathering = { gatherMs: GATHER_MS, isUrgent: (page: readonly NumberedFact[]) => page.some(isShown) };
  for await (const page of gather(learnt(follow(followed, after, signal)), gathering)) {
    const last = page.at(-1);
    if (last === undefined) continue;
    const facts = page.map((entry) => (isShown(entry) ? entry : cutForList(entry)));
    yield { prev, no: last.no, facts };
    prev = last.no;
  }

  async function* learnt(pages: AsyncIterable<readonly NumberedFact[]>) {
    for await (const page of pages) {
      await learn(page);
      yield page;
    }
  }

  /** Whose sessions these are; a session's customer never changes. */
  async function learn(page: readonly NumberedFact[]): Promise<void> {
    const strangers = new Set<SessionId>();
    for (const { fact } of page) {
      if (fact.kind === "session-opened") customers.set(fact.sessionId, fact.customer.id);
      const id = sessionOf(fact);
      if (id !== null && !customers.has(id)) strangers.add(id);
    }
    if (strangers.size === 0) return;
    for (const [id, customerId] of await customersOf(desk.store, orgId, [...strangers]))
      customers.set(id, customerId);
  }

  function isShown({ fact }: NumberedFact): boolean {
    const id = sessionOf(fact);
    const customerId = id === null ? undefined : customers.get(id);
    return customerId !== undefined && connection.looksAt.has(customerId);
  }
}
