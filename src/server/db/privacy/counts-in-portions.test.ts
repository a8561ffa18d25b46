import { describe, expect, test } from "bun:test";
import { and, eq } from "drizzle-orm";
import type { Instant } from "#domain/model/instant.ts";
import type { Store } from "../store/store.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { messageCommand, openCommand } from "../testing/sample-commands.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";
import { countChatsEndedBefore } from "./expired-chats.ts";
import { countOrganizationData } from "./stored-data-counts.ts";

/** The moments at which old chats of the test end. */
const MOMENTS = 4;

/** Counts how often the event loop takes a turn while `work` is done. */
async function turnsDuring<T>(work: () => Promise<T>): Promise<{ result: T; turns: number }> {
  let [turns, isOver] = [0, false];
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const result = await work();
  isOver = true;
  return { result, turns };
}

/** Creates a company whose customers have chats that ended at these times; `null` is open. */
async function companyWith(store: Store, chats: Record<string, (Instant | null)[]>) {
  const record = createTestRecorder(store);
  const orgId = await addOrganization(store);
  const { session } = store.tables;
  for (const [name, ends] of Object.entries(chats))
    for (const endedAt of ends) {
      const { result: id } = await record(orgId, openCommand(name, orgId));
      const isIt = and(eq(session.orgId, orgId), eq(session.id, id));
      if (endedAt !== null)
        await store.transact(async ({ db }) => void (await db.update(session).set({ endedAt }).where(isIt)));
    }
  return orgId;
}

describe.each(ENGINES)("on $name", (engine) => {
  test.each([1, 2, 3, 100])(
    "old chats are counted %i at a time, customers only if no chat is newer",
    async (portion) => {
      await using store = await engine.open();
      const before = 50;
      const chats = {
        twice: [10, 40],
        sameMoment: [20, 20],
        other: [20],
        alsoNow: [30, null],
        alsoLater: [20, 60],
        alsoAtTheBound: [40, 50],
        onlyLater: [70],
      };
      const orgId = await companyWith(store, chats);
      await companyWith(store, { elsewhere: [5] });

      const counted = await turnsDuring(() => countChatsEndedBefore(store, orgId, before, portion));

      expect(counted.result).toEqual({ chats: 8, customers: 3 });
      expect(counted.turns).toBeGreaterThanOrEqual(Math.min(MOMENTS, Math.floor(8 / portion)));
    },
  );

  test.each([1, 7, 1_000])("messages are counted among %i facts at a time", async (portion) => {
    await using store = await engine.open();
    const record = createTestRecorder(store);
    const orgId = await companyWith(store, { ana: [10], ben: [null] });
    const { result: sessionId } = await record(orgId, openCommand("cleo", orgId));
    for (const text of ["one", "two", "three"]) await record(orgId, messageCommand(sessionId, text));
    const { fact } = store.tables;
    const facts = await store.db.select().from(fact);
    const messages = facts.filter(({ clientId }) => clientId !== null).length;

    const counted = await turnsDuring(() => countOrganizationData(store, orgId, portion));

    expect(counted.result).toEqual({ members: 0, customers: 3, chats: 3, messages });
    expect(messages).toBeGreaterThanOrEqual(3);
    expect(counted.turns).toBeGreaterThanOrEqual(Math.floor(facts.length / portion));
  });
});
