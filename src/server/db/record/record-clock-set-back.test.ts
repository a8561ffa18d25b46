import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import { HOUR, MINUTE } from "#domain/model/instant.ts";
import { readFeed } from "../conversations/feed.ts";
import { getSession } from "../conversations/sessions.ts";
import { listExpiredSessions } from "../conversations/overdue-sessions.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { type Engine, ENGINES } from "../testing/engines.ts";
import { messageCommand, openCommand } from "../testing/sample-commands.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";

const START = 1_700_000_000_000;
const NOTHING = { needs: {}, decide: () => decided([], null) };

/** Two chats, one of before and one of meanwhile; then the clock is right again. */
async function setBack(engine: Engine) {
  const clock = { at: START };
  const store = await engine.open({ now: () => clock.at });
  const orgId = await addOrganization(store);
  const announced: NumberedFact[] = [];
  const steps: number[] = [];
  const record = createTestRecorder(
    store,
    (_orgId, facts) => void announced.push(...facts),
    (ms) => void steps.push(ms),
  );
  const { result: before } = await record(orgId, openCommand("ada"));
  clock.at += 3 * HOUR;
  const { result: meanwhile } = await record(orgId, openCommand("ben"));
  clock.at = START + MINUTE;
  return { clock, store, orgId, record, announced, steps, before, meanwhile };
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, after the clock was three hours ahead`, () => {
    test("messages bear the right time again, in order, and the step is told once", async () => {
      const { store, orgId, record, steps, meanwhile } = await setBack(engine);
      const { now } = await record(orgId, messageCommand(meanwhile, "Hello"));
      await record(orgId, messageCommand(meanwhile, "Still there?"));

      expect(now).toBe(START + MINUTE);
      expect(steps).toEqual([3 * HOUR - MINUTE]);
      const facts = await readFeed(store, orgId, 0, 100);
      expect(facts.map(({ no }) => no)).toEqual(facts.map((_, index) => index + 1));
      expect(
        facts.flatMap(({ fact }) => (fact.kind === "message-posted" ? fact.message.sentAt : [])),
      ).toEqual([START + MINUTE, START + MINUTE]);
      await store.close();
    });

    test("a silent chat ends after its limit, though nobody writes", async () => {
      const { clock, store, orgId, record, meanwhile } = await setBack(engine);
      await record(orgId, NOTHING);
      const due = async () => (await listExpiredSessions(store, clock.at, 10)).map((key) => key.sessionId);

      clock.at = START + 6 * MINUTE - 1;
      expect(await due()).not.toContain(meanwhile);
      clock.at += 1;
      expect(await due()).toContain(meanwhile);
      await store.close();
    });

    test("readers are told with the next write, and one that did nothing is remembered", async () => {
      const { clock, store, orgId, record, announced, steps, before, meanwhile } = await setBack(engine);
      await record(orgId, NOTHING);
      clock.at += 1;
      await record(orgId, NOTHING);

      expect(steps).toHaveLength(1);
      expect(announced.at(-1)?.fact).toMatchObject({ kind: "clock-set-back", sessionId: meanwhile });
      expect((await getSession(store, orgId, meanwhile))?.openedAt).toBe(START + MINUTE);
      expect((await getSession(store, orgId, before))?.openedAt).toBe(START);
      await store.close();
    });

    test("where there is no chat at all it is told once, too", async () => {
      const clock = { at: START };
      await using store = await engine.open({ now: () => clock.at });
      const orgId = await addOrganization(store);
      const steps: number[] = [];
      const record = createTestRecorder(store, undefined, (ms) => void steps.push(ms));
      await record(orgId, {
        needs: {},
        decide: ({ now }) => decided([{ kind: "articles-changed", at: now }], null),
      });
      clock.at -= HOUR;

      for (let n = 0; n < 3; n += 1) await record(orgId, NOTHING);
      expect(steps).toEqual([HOUR]);
    });
  });
}
