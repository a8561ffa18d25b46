import { describe, expect, test } from "bun:test";
import { readFeed, readSessionFeed } from "../conversations/feed.ts";
import { lastMessages } from "../conversations/recent-messages.ts";
import { getOrganization } from "../settings/organizations.ts";
import { ENGINES, POSTGRES } from "../testing/engines.ts";
import { openCommand, messageCommand } from "../testing/sample-commands.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";
import type { Command } from "./command.ts";

const EVERYTHING = 10_000;

for (const engine of ENGINES) {
  describe(`recording in order on ${engine.name}`, () => {
    test("fifty people who open at once are numbered without gap or repeat, one row for one number", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const record = createTestRecorder(store);

      const opened = await Promise.all(
        Array.from({ length: 50 }, (_, i) => record(orgId, openCommand(`c${i}`))),
      );
      await Promise.all(opened.map(({ result }) => record(orgId, messageCommand(result, "Hello"))));

      const numbers = (await readFeed(store, orgId, 0, EVERYTHING)).map(({ no }) => no);
      expect(numbers).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      expect((await getOrganization(store, orgId)).feedNo).toBe(100);
      for (const { result: sessionId } of opened) {
        const own = await readSessionFeed(store, { orgId, sessionId }, 0, EVERYTHING);
        expect(own.map(({ sessionNo }) => sessionNo)).toEqual([1, 2]);
      }
    });

    test("words are in the order in which they were sent, also when they are written together", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const record = createTestRecorder(store);
      const { result: sessionId } = await record(orgId, openCommand("ada"));

      await Promise.all(
        Array.from({ length: 100 }, (_, i) => record(orgId, messageCommand(sessionId, `${i}`))),
      );

      const texts = (await lastMessages(store, orgId, sessionId, EVERYTHING)).map(({ text }) => text);
      expect(texts).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
    });

    test("what was recorded is announced after it can be read, in the order of the feed", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const announced: number[] = [];
      const seen: Promise<number>[] = [];
      const record = createTestRecorder(store, (_, facts) => {
        announced.push(...facts.map(({ no }) => no));
        seen.push(getOrganization(store, orgId).then(({ feedNo }) => feedNo));
      });

      await Promise.all(Array.from({ length: 20 }, (_, i) => record(orgId, openCommand(`c${i}`))));

      expect(announced).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      for (const [i, feedNo] of (await Promise.all(seen)).entries())
        expect(feedNo).toBeGreaterThanOrEqual(i + 1);
    });
  });
}

test("two machines on one Postgres take turns: nothing twice, and no decision made on what was no longer so", async () => {
  await using place = await POSTGRES.place();
  await using one = await place.open();
  await using other = await place.open();
  const orgId = await addOrganization(one, { answers: "agents" });
  const records = [createTestRecorder(one), createTestRecorder(other)];
  let decisions = 0;
  const counted = <R>({ needs, decide }: Command<R>): Command<R> => ({
    needs,
    decide(scene) {
      decisions += 1;
      return decide(scene);
    },
  });

  const opened = await Promise.all(
    records.flatMap((record) =>
      Array.from({ length: 20 }, (_, i) => record(orgId, counted(openCommand(`c${i}`)))),
    ),
  );
  const sessions = [...new Set(opened.map(({ result }) => result))];
  await Promise.all(
    records.flatMap((record) => sessions.map((id) => record(orgId, counted(messageCommand(id, "Hello"))))),
  );

  expect(sessions).toHaveLength(20);
  const numbers = (await readFeed(one, orgId, 0, EVERYTHING)).map(({ no }) => no);
  expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  // A write without the lock would conflict on its number, and its decisions would run again.
  expect(decisions).toBe(80);
});
