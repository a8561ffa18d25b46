import { describe, expect, test } from "bun:test";
import { decided } from "#domain/decision.ts";
import type { NumberedFact } from "#domain/fact.ts";
import type { OrgId } from "#domain/ids.ts";
import { MINUTE } from "#domain/instant.ts";
import { Refusal } from "#domain/refusal.ts";
import type { Command } from "#domain/scene.ts";
import { defaultSettings } from "#domain/settings.ts";
import { listAudit } from "./audit.ts";
import { readFeed, readSessionFeed } from "./feed.ts";
import { lastMessages } from "./messages.ts";
import { getOrganization } from "./organizations.ts";
import { createRecorder } from "./record.ts";
import { activeSessionOf, getSession } from "./sessions.ts";
import type { Store } from "./store.ts";
import { ENGINES } from "./testing.ts";
import { blunder, open, say } from "./testing/commands.ts";
import { DatabaseAway } from "./database-away.ts";
import { addCompany, addPerson } from "./testing/people.ts";

const EVERYTHING = 10_000;

function recorderOn(
  store: Store,
  onRecorded: (orgId: OrgId, facts: readonly NumberedFact[]) => void = () => {},
) {
  return createRecorder(store, {
    newId: () => crypto.randomUUID(),
    chance: () => 0,
    instanceId: "ins_test",
    onRecorded,
  });
}

for (const engine of ENGINES) {
  describe(`recording on ${engine.name}`, () => {
    test("what was recorded is read back as it was", async () => {
      await using store = await engine.open({ now: () => 1_000 });
      const orgId = await addCompany(store);
      const record = recorderOn(store);

      const { result: sessionId, facts, now } = await record(orgId, open("ada"));
      await record(orgId, say(sessionId, "Hello – “quoted”, 👋, \\ and \n a line"));

      expect(now).toBe(1_000);
      expect(await activeSessionOf(store, orgId, "cus_ada_anybody")).toMatchObject({
        id: sessionId,
        lastWords: { by: "customer", text: "Hello – “quoted”, 👋, \\ and \n a line", at: 1_000 },
      });
      expect((await readFeed(store, orgId, 0, EVERYTHING))[0]).toEqual(facts[0]);
      const [message] = await lastMessages(store, orgId, sessionId, 1);
      expect(message).toMatchObject({
        text: "Hello – “quoted”, 👋, \\ and \n a line",
        stopped: false,
        sources: [],
      });
    });

    test("the chatbot's turn starts in the same write as the words it answers", async () => {
      await using store = await engine.open({ now: () => 1_000 });
      const orgId = await addCompany(store);
      const record = recorderOn(store);
      const { result: sessionId } = await record(orgId, open("ada"));

      const { facts } = await record(orgId, say(sessionId, "Hello"));

      expect(facts.map(({ fact }) => fact.kind)).toEqual(["message-posted", "bot-turn-started"]);
      expect(facts.map(({ sessionNo }) => sessionNo)).toEqual([2, 3]);
    });

    test("fifty people who open at once are numbered without gap or repeat, one row for one number", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store, { answers: "agents" });
      const record = recorderOn(store);

      const opened = await Promise.all(Array.from({ length: 50 }, (_, i) => record(orgId, open(`c${i}`))));
      await Promise.all(opened.map(({ result }) => record(orgId, say(result, "Hello"))));

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
      const orgId = await addCompany(store, { answers: "agents" });
      const record = recorderOn(store);
      const { result: sessionId } = await record(orgId, open("ada"));

      await Promise.all(Array.from({ length: 100 }, (_, i) => record(orgId, say(sessionId, `${i}`))));

      const texts = (await lastMessages(store, orgId, sessionId, EVERYTHING)).map(({ text }) => text);
      expect(texts).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
    });

    test("a client id is known only in its session and of its author", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store, { answers: "agents" });
      const record = recorderOn(store);
      const { result: adas } = await record(orgId, open("ada"));
      const { result: bens } = await record(orgId, open("ben"));
      const { id: memberId } = await addPerson(store, orgId, "Eve", { available: false });
      const author = { kind: "member", memberId, name: "Eve" } as const;
      await record(orgId, say(adas, "Hello", { clientId: "one" }));
      await record(orgId, say(bens, "Hello", { clientId: "two" }));

      // Each of these ids is known somewhere in the batch, and each of these messages is new but the last.
      const answers = await Promise.all([
        record(orgId, say(bens, "Hello", { clientId: "one" })),
        record(orgId, say(adas, "Hello", { clientId: "one", author })),
        record(orgId, say(adas, "Hello", { clientId: "two" })),
        record(orgId, say(adas, "Hello", { clientId: "one" })),
      ]);

      expect(answers.map(({ result }) => result)).toEqual([null, null, null, { sessionNo: 2 }]);
    });

    test("sent twice is said once: together, and long after", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store, { answers: "agents" });
      const record = recorderOn(store);
      const { result: sessionId } = await record(orgId, open("ada"));

      const answers = await Promise.all([1, 2, 3].map(() => record(orgId, say(sessionId, "Hello"))));
      const late = await record(orgId, say(sessionId, "Hello"));

      expect(answers.map(({ result }) => result)).toEqual([null, { sessionNo: 2 }, { sessionNo: 2 }]);
      expect(late.result).toEqual({ sessionNo: 2 });
      expect(late.facts).toEqual([]);
      expect(await lastMessages(store, orgId, sessionId, EVERYTHING)).toHaveLength(1);
    });

    test("the same form sent twice at once opens one session", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);
      const record = recorderOn(store);

      const opened = await Promise.all([1, 2].map(() => record(orgId, open("ada"))));

      expect(opened[0]?.result).toBe(opened[1]?.result);
    });

    test("a late message is refused, and the end of its session is recorded all the same", async () => {
      const clock = { now: 0 };
      await using store = await engine.open({ now: () => clock.now });
      const orgId = await addCompany(store);
      const heard: NumberedFact[] = [];
      const record = recorderOn(store, (_, facts) => heard.push(...facts));
      const { result: sessionId } = await record(orgId, open("ada"));
      clock.now = 5 * MINUTE;

      const late = record(orgId, say(sessionId, "Still there?"));

      expect(await late.catch((error: unknown) => error)).toEqual(new Refusal("session-ended"));
      expect(await getSession(store, orgId, sessionId)).toMatchObject({
        endedAt: 5 * MINUTE,
        holder: { kind: "nobody" },
      });
      expect(heard.map(({ fact }) => fact.kind)).toEqual(["session-opened", "session-ended"]);
    });

    test("one millisecond earlier it is accepted", async () => {
      const clock = { now: 0 };
      await using store = await engine.open({ now: () => clock.now });
      const orgId = await addCompany(store);
      const record = recorderOn(store);
      const { result: sessionId } = await record(orgId, open("ada"));
      clock.now = 5 * MINUTE - 1;

      await record(orgId, say(sessionId, "Still there?"));

      expect(await lastMessages(store, orgId, sessionId, EVERYTHING)).toHaveLength(1);
    });

    test("one bad command fails alone; the others of its batch are recorded once", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store, { answers: "agents" });
      const record = recorderOn(store);
      const { result: sessionId } = await record(orgId, open("ada"));

      const settled = await Promise.allSettled([
        record(orgId, say(sessionId, "before")),
        record(orgId, blunder()),
        record(orgId, say(sessionId, "after")),
      ]);

      expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      const texts = (await lastMessages(store, orgId, sessionId, EVERYTHING)).map(({ text }) => text);
      expect(texts).toEqual(["before", "after"]);
      expect((await readFeed(store, orgId, 0, EVERYTHING)).map(({ no }) => no)).toEqual([1, 2, 3]);
    });

    test("what was recorded is announced after it can be read, in the order of the feed", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store, { answers: "agents" });
      const announced: number[] = [];
      const seen: Promise<number>[] = [];
      const record = recorderOn(store, (_, facts) => {
        announced.push(...facts.map(({ no }) => no));
        seen.push(getOrganization(store, orgId).then(({ feedNo }) => feedNo));
      });

      await Promise.all(Array.from({ length: 20 }, (_, i) => record(orgId, open(`c${i}`))));

      expect(announced).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      for (const [i, feedNo] of (await Promise.all(seen)).entries())
        expect(feedNo).toBeGreaterThanOrEqual(i + 1);
    });

    test("organizations do not see, number or disturb each other", async () => {
      await using store = await engine.open();
      const [ours, theirs] = [await addCompany(store), await addCompany(store)];
      const record = recorderOn(store);

      const [opened] = await Promise.all([
        record(ours, open("ada", "ours")),
        record(theirs, open("ada", "theirs")),
      ]);
      const across = record(theirs, say(opened.result, "Let me in"));

      expect(await across.catch((error: unknown) => error)).toBeInstanceOf(Refusal);
      expect((await readFeed(store, theirs, 0, EVERYTHING)).map(({ no }) => no)).toEqual([1]);
      expect(await getSession(store, theirs, opened.result)).toBeNull();
    });

    test("settings, the chatbot's token and the audit log change in the same write as the facts", async () => {
      await using store = await engine.open({ now: () => 7 });
      const orgId = await addCompany(store);
      const record = recorderOn(store);
      const audit = { memberId: null, action: "switch-turned", detail: { to: "agents" } } as const;
      const settings = {
        ...defaultSettings("Acme", 7),
        chatbot: { ...defaultSettings("Acme", 7).chatbot, model: "m" },
      };
      const changed = decided([{ kind: "settings-changed", part: "chatbot", at: 7 }], null, {
        settings,
        botToken: { sealed: "sealed", hint: "abcd" },
        audit,
      });

      await record(orgId, { needs: {}, decide: () => changed });

      const organization = await getOrganization(store, orgId);
      expect(organization).toMatchObject({ settings, sealedToken: "sealed", tokenHint: "abcd", feedNo: 1 });
      expect(await listAudit(store, orgId, { before: null, actions: null }, 10)).toEqual([
        { no: 1, at: 7, ...audit },
      ]);
      await record(orgId, { needs: {}, decide: () => decided([], null, { botToken: null }) });
      expect(await getOrganization(store, orgId)).toMatchObject({
        sealedToken: null,
        tokenHint: null,
        settings,
      });
    });

    test("time never runs backwards, though the clock may", async () => {
      const clock = { now: 10_000 };
      await using store = await engine.open({ now: () => clock.now });
      const orgId = await addCompany(store);
      const record = recorderOn(store);
      const { result: sessionId } = await record(orgId, open("ada"));
      clock.now = 9_000;

      const { now } = await record(orgId, say(sessionId, "Hello"));

      expect(now).toBe(10_000);
    });

    test("when too much waits, one more is refused at once instead of piling up", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);
      const record = recorderOn(store);
      const look = { needs: {}, decide: () => decided([], null) };

      const waiting = Array.from({ length: 10_000 }, () => record(orgId, look));
      const oneMore = record(orgId, look);

      expect(await oneMore.catch((error: unknown) => error)).toEqual(new Refusal("too-many"));
      expect(await Promise.all(waiting)).toHaveLength(10_000);
    });

    test("while the database is not to be had, all who wait are told at once", async () => {
      await using store = await engine.open();
      const orgId = await addCompany(store);
      let tries = 0;
      const record = recorderOn({
        ...store,
        async transact() {
          tries += 1;
          throw new DatabaseAway(false, new Error("locked"));
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
      const orgId = await addCompany(store);
      const record = recorderOn(store);

      const nested = store.transact(() => record(orgId, open("ada")));

      expect(await nested.catch((error: Error) => error.message)).toContain(
        "transaction inside a transaction",
      );
    });
  });
}

test("two machines on one Postgres take turns: nothing twice, and no decision made on what was no longer so", async () => {
  const postgres = ENGINES.find(({ name }) => name === "postgres");
  if (postgres === undefined) throw new Error("no Postgres to test on");
  await using place = await postgres.place();
  await using one = await place.open();
  await using other = await place.open();
  const orgId = await addCompany(one, { answers: "agents" });
  const records = [recorderOn(one), recorderOn(other)];
  let decisions = 0;
  const counted = <R>({ needs, decide }: Command<R>): Command<R> => ({
    needs,
    decide(scene) {
      decisions += 1;
      return decide(scene);
    },
  });

  const opened = await Promise.all(
    records.flatMap((record) => Array.from({ length: 20 }, (_, i) => record(orgId, counted(open(`c${i}`))))),
  );
  const sessions = [...new Set(opened.map(({ result }) => result))];
  await Promise.all(
    records.flatMap((record) => sessions.map((id) => record(orgId, counted(say(id, "Hello"))))),
  );

  expect(sessions).toHaveLength(20);
  const numbers = (await readFeed(one, orgId, 0, EVERYTHING)).map(({ no }) => no);
  expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  // A write made without the lock meets a number that is taken, and its decisions run again.
  expect(decisions).toBe(80);
});
