import { describe, expect, test } from "bun:test";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Session } from "#domain/model/session.ts";
import { compareQueuePlace } from "#domain/routing/queue-order.ts";
import { InMemoryOrganization, liveAgents } from "#domain/testing/in-memory-organization.ts";
import { listQueue } from "./queue.ts";
import { sessionToRow } from "../record/session-to-row.ts";
import type { Store } from "../store/store.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";

/** Creates chats that differ in all sort keys of the queue, with unordered ids. */
function chats(): Session[] {
  const organization = new InMemoryOrganization(liveAgents);
  const held = organization.session(organization.open("maria"));
  const places = [3, 1, 2].flatMap((queuedAt) =>
    [false, true].flatMap((returned) => ["b", "c", "a"].map((mark) => ({ queuedAt, returned, mark }))),
  );
  const queued = places.map(({ mark, ...place }): Session => {
    const id: SessionId = `ses_${mark}${place.queuedAt}${Number(place.returned)}`;
    return { ...held, id, customerId: `cus_${id}`, ...place };
  });
  const [ended, answered] = [
    { ...held, id: "ses_ended", customerId: "cus_ended", queuedAt: 0, endedAt: 9 } as const,
    { ...held, id: "ses_bot", customerId: "cus_bot", queuedAt: null, holder: { kind: "bot" } } as const,
  ];
  return [ended, ...queued, answered];
}

async function insert(target: Store, orgId: OrgId, sessions: readonly Session[]): Promise<void> {
  await target.transact(async ({ put, append, tables }) => {
    await put(
      tables.customer,
      sessions.map(({ customerId: id }) => ({
        orgId,
        id,
        name: id,
        email: `${id}@example.com`,
        tokenHash: id,
        tokenExpiresAt: 0,
        lastMemberId: null,
        createdAt: 0,
      })),
    );
    await append(
      tables.session,
      sessions.map((session) => sessionToRow(orgId, session, 1)),
    );
  });
}

for (const engine of ENGINES) {
  describe(`the queue on ${engine.name}`, () => {
    test("is in the order in which the domain serves it, without who has left it", async () => {
      await using target = await engine.open();
      const orgId = await addOrganization(target);
      const sessions = chats();
      await insert(target, orgId, sessions);

      const served = sessions
        .filter(({ holder, endedAt }) => holder.kind === "queue" && endedAt === null)
        .toSorted(compareQueuePlace);

      expect(await listQueue(target, orgId)).toEqual(served.map(({ id }) => id));
    });
  });
}
