import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import { MINUTE } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { defaultSettings } from "#domain/model/settings.ts";
import { listAuditEntries } from "../privacy/audit-log.ts";
import { readFeed } from "../conversations/feed.ts";
import { lastMessages } from "../conversations/recent-messages.ts";
import { getOrganization } from "../settings/organizations.ts";
import { activeSessionOf, getSession } from "../conversations/sessions.ts";
import { ENGINES } from "../testing/engines.ts";
import { openCommand, messageCommand } from "../testing/sample-commands.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";

const EVERYTHING = 10_000;

for (const engine of ENGINES) {
  describe(`recording on ${engine.name}`, () => {
    test("what was recorded is read back as it was", async () => {
      await using store = await engine.open({ now: () => 1_000 });
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);

      const { result: sessionId, facts, now } = await record(orgId, openCommand("ada"));
      await record(orgId, messageCommand(sessionId, "Hello – “quoted”, 👋, \\ and \n a line"));

      expect(now).toBe(1_000);
      expect(await activeSessionOf(store, orgId, "cus_ada_anybody")).toMatchObject({
        state: {
          id: sessionId,
          lastWords: { by: "customer", text: "Hello – “quoted”, 👋, \\ and \n a line", at: 1_000 },
        },
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
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);
      const { result: sessionId } = await record(orgId, openCommand("ada"));

      const { facts } = await record(orgId, messageCommand(sessionId, "Hello"));

      expect(facts.map(({ fact }) => fact.kind)).toEqual(["message-posted", "bot-turn-started"]);
      expect(facts.map(({ sessionNo }) => sessionNo)).toEqual([2, 3]);
    });

    test("settings, the chatbot's token and the audit log change in the same write as the facts", async () => {
      await using store = await engine.open({ now: () => 7 });
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);
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
      expect(await listAuditEntries(store, orgId, { before: null, actions: null }, 10)).toEqual([
        { no: 1, at: 7, ...audit },
      ]);
      await record(orgId, { needs: {}, decide: () => decided([], null, { botToken: null }) });
      expect(await getOrganization(store, orgId)).toMatchObject({
        sealedToken: null,
        tokenHint: null,
        settings,
      });
    });

    test("a late message is refused, and the end of its session is recorded all the same", async () => {
      const clock = { now: 0 };
      await using store = await engine.open({ now: () => clock.now });
      const orgId = await addOrganization(store);
      const heard: NumberedFact[] = [];
      const record = createTestRecorder(store, (_, facts) => heard.push(...facts));
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      clock.now = 5 * MINUTE;

      const late = record(orgId, messageCommand(sessionId, "Still there?"));

      expect(await late.catch((error: unknown) => error)).toEqual(new Refusal("session-ended"));
      expect(await getSession(store, orgId, sessionId)).toMatchObject({
        endedAt: 5 * MINUTE,
        holder: { kind: "nobody" },
      });
      expect(heard.map(({ fact }) => fact.kind)).toEqual(["session-opened", "session-ended"]);
    });

    test("a customer whose chat is over can open the next in the write that records the end", async () => {
      const clock = { now: 0 };
      await using store = await engine.open({ now: () => clock.now });
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);
      const { result: first } = await record(orgId, openCommand("ada"));
      clock.now = 5 * MINUTE;

      const { result: next } = await record(orgId, openCommand("ada"));

      expect(next).not.toBe(first);
      expect(await getSession(store, orgId, first)).toMatchObject({ endedAt: 5 * MINUTE });
      expect(await getSession(store, orgId, next)).toMatchObject({ endedAt: null });
    });

    test("one millisecond earlier it is accepted", async () => {
      const clock = { now: 0 };
      await using store = await engine.open({ now: () => clock.now });
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      clock.now = 5 * MINUTE - 1;

      await record(orgId, messageCommand(sessionId, "Still there?"));

      expect(await lastMessages(store, orgId, sessionId, EVERYTHING)).toHaveLength(1);
    });

    test("time never runs backwards, though the clock may", async () => {
      const clock = { now: 10_000 };
      await using store = await engine.open({ now: () => clock.now });
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      clock.now = 9_000;

      const { now } = await record(orgId, messageCommand(sessionId, "Hello"));

      expect(now).toBe(10_000);
    });

    test("organizations do not see, number or disturb each other", async () => {
      await using store = await engine.open();
      const [ours, theirs] = [await addOrganization(store), await addOrganization(store)];
      const record = createTestRecorder(store);

      const [opened] = await Promise.all([
        record(ours, openCommand("ada", "ours")),
        record(theirs, openCommand("ada", "theirs")),
      ]);
      const across = record(theirs, messageCommand(opened.result, "Let me in"));

      expect(await across.catch((error: unknown) => error)).toBeInstanceOf(Refusal);
      expect((await readFeed(store, theirs, 0, EVERYTHING)).map(({ no }) => no)).toEqual([1]);
      expect(await getSession(store, theirs, opened.result)).toBeNull();
    });
  });
}
