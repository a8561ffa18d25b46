import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { DatabaseUnavailable } from "../store/database-unavailable.ts";
import { readFeed } from "../conversations/feed.ts";
import { lastMessages } from "../conversations/recent-messages.ts";
import { ENGINES } from "../testing/engines.ts";
import { failingCommand, openCommand, messageCommand } from "../testing/sample-commands.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";

const EVERYTHING = 10_000;

for (const engine of ENGINES) {
  describe(`recording in trouble on ${engine.name}`, () => {
    test("one bad command fails alone; the others of its batch are recorded once", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const record = createTestRecorder(store);
      const { result: sessionId } = await record(orgId, openCommand("ada"));

      const settled = await Promise.allSettled([
        record(orgId, messageCommand(sessionId, "before")),
        record(orgId, failingCommand()),
        record(orgId, messageCommand(sessionId, "after")),
      ]);

      expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      const texts = (await lastMessages(store, orgId, sessionId, EVERYTHING)).map(({ text }) => text);
      expect(texts).toEqual(["before", "after"]);
      expect((await readFeed(store, orgId, 0, EVERYTHING)).map(({ no }) => no)).toEqual([1, 2, 3]);
    });

    test("when too much waits, one more is refused at once instead of piling up", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);
      const look = { needs: {}, decide: () => decided([], null) };

      const waiting = Array.from({ length: 10_000 }, () => record(orgId, look));
      const oneMore = record(orgId, look);

      expect(await oneMore.catch((error: unknown) => error)).toEqual(new Refusal("too-many"));
      expect(await Promise.all(waiting)).toHaveLength(10_000);
    });

    test("while the database is not to be had, all who wait are told at once", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      let tries = 0;
      const record = createTestRecorder({
        ...store,
        async transact() {
          tries += 1;
          throw new DatabaseUnavailable(false, new Error("locked"));
        },
      });

      const waiting = Array.from({ length: 50 }, () =>
        record(orgId, { needs: {}, decide: () => decided([], null) }),
      );

      const outcomes = await Promise.allSettled(waiting);
      expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
      expect(tries).toBe(1);
    });

    test("a decision inside a transaction is refused instead of waiting for itself", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);

      const nested = store.transact(() => record(orgId, openCommand("ada")));

      expect(await nested.catch((error: Error) => error.message)).toContain(
        "transaction inside a transaction",
      );
    });
  });
}
