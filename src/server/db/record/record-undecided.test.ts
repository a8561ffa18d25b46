import { describe, expect, test } from "bun:test";
import type { NumberedFact } from "#domain/model/fact.ts";
import { readFeed } from "../conversations/feed.ts";
import { DatabaseUnavailable } from "../store/database-unavailable.ts";
import type { Store } from "../store/store.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { openCommand } from "../testing/sample-commands.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";

class RolledBack extends Error {}

/** A store whose commits lose their response, each with or without effect. */
function losingResponses(store: Store, tookEffect: boolean[]): { store: Store; tries: () => number } {
  let tries = 0;
  return {
    tries: () => tries,
    store: {
      ...store,
      async transact(work, options) {
        tries += 1;
        const isKept = tookEffect.shift();
        if (isKept === undefined) return store.transact(work, options);
        await store
          .transact(async (writer) => {
            await work(writer);
            if (!isKept) throw new RolledBack();
          }, options)
          .catch((error: unknown) => {
            if (!(error instanceof RolledBack)) throw error;
          });
        throw new DatabaseUnavailable(true, new Error("the response is lost"));
      },
    },
  };
}

for (const engine of ENGINES) {
  describe(`a commit whose response is lost, on ${engine.name},`, () => {
    test.each([[[true]], [[false]], [[false, true]], [[false, false, true, true]]])(
      "is recorded once, answered once and announced once: %j",
      async (tookEffect) => {
        await using store = await engine.open();
        const orgId = await addOrganization(store);
        await createTestRecorder(store)(orgId, openCommand("ben"));
        const announced: NumberedFact[] = [];
        const losing = losingResponses(store, [...tookEffect]);
        const record = createTestRecorder(losing.store, (_, facts) => void announced.push(...facts));
        const { facts } = await record(orgId, openCommand("ada"));

        const feed = await readFeed(store, orgId, 0, 100);
        expect(feed.map(({ no }) => no)).toEqual([1, 2]);
        expect(feed.slice(1)).toEqual([...facts]);
        expect(announced).toEqual([...facts]);
        expect(losing.tries()).toBe(tookEffect.length + 1);
      },
    );

    test("is given up after five tries, as an outage", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const losing = losingResponses(store, [false, false, false, false, false, false]);
      const recorded = createTestRecorder(losing.store)(orgId, openCommand("ada"));

      expect(await recorded.catch((error: unknown) => error)).toBeInstanceOf(DatabaseUnavailable);
      expect(losing.tries()).toBe(5);
      expect(await readFeed(store, orgId, 0, 100)).toEqual([]);
    });
  });
}
