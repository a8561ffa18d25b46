import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { MINUTE } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { Author } from "#domain/model/message.ts";
import { restartClock } from "#domain/model/session-clock.ts";
import { PAGE_FACTS } from "#domain/views/conversation-page.ts";
import type { CustomerSession } from "#domain/views/customer-state.ts";
import { prependPage } from "#domain/views/prepend-page.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import type { Command } from "../../db/record/command.ts";
import { countRows } from "../../db/testing/count-rows.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { organizationWithClock } from "../../db/testing/organization-with-clock.ts";
import { endCommand, messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import type { ServiceContext } from "../context.ts";
import { customerState, earlierPage } from "./customer-state.ts";

const BOT: Author = { kind: "bot", name: "Chatbot", turnId: "trn_1" };
const customerId = "cus_ada_anybody";
/** Queries that find the customer, the sessions and the marks read a few rows. */
const FEW_ROWS = 6;

/** A chat with `length` messages, every third to the customer, of whom `read` and `seen` were seen. */
async function longChat(
  engine: Engine,
  { length, read, seen }: { length: number; read: number; seen: number },
) {
  const organization = await organizationWithClock(engine, { answers: "agents" });
  const { store, orgId, record } = organization;
  const { result: sessionId } = await record(orgId, openCommand("ada"));
  for (let nth = 0; nth < length; nth += 1)
    await record(orgId, messageCommand(sessionId, `${nth}`, nth % 3 === 2 ? { author: BOT } : {}));
  await store.transact((writer) => raiseReadMark(writer, { orgId, sessionId, reader: "customer" }, read));
  await store.transact((writer) => raiseReadMark(writer, { orgId, sessionId, reader: "mem_ada" }, seen));
  const counting = countRows(store);
  const services = { store: counting.store } as ServiceContext;
  return { ...organization, sessionId, services, rows: counting.rows };
}

function keepOpen(sessionId: SessionId): Command<null> {
  return {
    needs: { sessions: [sessionId] },
    decide(scene) {
      const clock = restartClock(scene.settings.sessions, scene.now, null);
      return decided([{ kind: "kept-open", sessionId, at: scene.now, clock }], null);
    },
  };
}

function stopTurn(sessionId: SessionId, turnId: `trn_${string}`): Command<null> {
  return {
    needs: { sessions: [sessionId] },
    decide(scene) {
      const clock = restartClock(scene.settings.sessions, scene.now, null);
      const stop = {
        kind: "bot-turn-stopped",
        sessionId,
        turnId,
        why: "customer",
        at: scene.now,
        clock,
      } as const;
      return decided([stop], null);
    },
  };
}

function stoppedAnswer(sessionId: SessionId, turnId: `trn_${string}`): Command<{ sessionNo: number } | null> {
  const author: Author = { kind: "bot", name: "Chatbot", turnId };
  const posted = messageCommand(sessionId, "Half an ans", { author, clientId: turnId });
  return {
    ...posted,
    decide(scene) {
      const decision = posted.decide(scene);
      const facts = decision.facts.map((fact) =>
        fact.kind === "message-posted" ? { ...fact, message: { ...fact.message, stopped: true } } : fact,
      );
      return { ...decision, facts };
    },
  };
}

function textsOf({ talk }: Pick<CustomerSession, "talk">): string[] {
  return talk.entries.flatMap((entry) => (entry.kind === "message" ? entry.message.text : []));
}

for (const engine of ENGINES) {
  describe(`a long chat on ${engine.name}`, () => {
    test("is read as its newest page, and put together from pages whose rows are bounded", async () => {
      const length = 2 * PAGE_FACTS + 50;
      const chat = await longChat(engine, { length, read: 60, seen: 120 });
      await using _ = chat;
      const { services, orgId, sessionId, rows } = chat;

      let shown = (await customerState(services, orgId, customerId)).session;

      expect(rows()).toBeLessThanOrEqual(PAGE_FACTS + FEW_ROWS);
      const newest = Array.from({ length: PAGE_FACTS }, (__, at) => `${length - PAGE_FACTS + at}`);
      expect(shown && textsOf(shown)).toEqual(newest);
      // A page of an earlier build counts the loaded messages, and finds the number of unread ones.
      const loaded = newest.filter((text) => Number(text) % 3 === 2).length;
      expect(loaded - (shown?.read ?? 0)).toBe(Math.floor(length / 3) - 60);
      while (shown?.earlier) {
        const before = rows();
        const page = await earlierPage(services.store, orgId, { sessionId, before: shown.earlier });
        expect(rows() - before).toBeLessThanOrEqual(PAGE_FACTS);
        shown = prependPage(shown, page);
      }

      expect(shown && textsOf(shown)).toEqual(Array.from({ length }, (__, nth) => `${nth}`));
      expect(shown).toMatchObject({ read: 60, seen: 120 });
    });

    test("has no notice of a stop on one page whose stopped answer is on the next", async () => {
      await using chat = await longChat(engine, { length: 1, read: 0, seen: 0 });
      const { services, orgId, sessionId, record, store } = chat;
      await record(orgId, stopTurn(sessionId, "trn_7"));
      await record(orgId, stopTurn(sessionId, "trn_8"));
      for (let nth = 0; nth < PAGE_FACTS - 1; nth += 1)
        await record(orgId, messageCommand(sessionId, `later ${nth}`));
      await record(orgId, stoppedAnswer(sessionId, "trn_7"));

      const shown = (await customerState(services, orgId, customerId)).session;
      const before = shown?.earlier ?? { no: 0, own: 0, ours: 0 };
      const page = await earlierPage(store, orgId, { sessionId, before });

      const notices = page.entries.flatMap((entry) => (entry.kind === "line" ? entry.line : []));
      expect(notices).toContainEqual({ kind: "bot-stopped", turnId: "trn_8" });
      expect(notices).not.toContainEqual({ kind: "bot-stopped", turnId: "trn_7" });
    });

    test("is read up to its last message after hours of Keep chat open, up to a limit", async () => {
      await using chat = await longChat(engine, { length: 3, read: 0, seen: 0 });
      const { services, orgId, sessionId, record, rows } = chat;
      const keep = (times: number) =>
        Promise.all(Array.from({ length: times }, () => record(orgId, keepOpen(sessionId))));

      await keep(PAGE_FACTS + 1);
      const afterHours = (await customerState(services, orgId, customerId)).session;
      expect(afterHours && textsOf(afterHours)).toEqual(["0", "1", "2"]);

      await keep(10 * PAGE_FACTS);
      const before = rows();
      const afterDays = (await customerState(services, orgId, customerId)).session;
      expect(afterDays).toMatchObject({ talk: { entries: [] }, earlier: { own: 2, ours: 1 } });
      expect(rows() - before).toBeLessThanOrEqual(10 * PAGE_FACTS + FEW_ROWS);
    });
  });
}

for (const engine of ENGINES) {
  describe(`a customer's state on ${engine.name}`, () => {
    test("has the active chat and the one that ended last, each with its marks", async () => {
      await using organization = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record, clock } = organization;
      const services = { store, record } as unknown as ServiceContext;
      const read = () => customerState(services, orgId, customerId);
      await expect(read()).rejects.toThrow(new Refusal("customer-unknown"));
      const { result: first } = await record(orgId, openCommand("ada"));
      expect(await read()).toMatchObject({
        now: clock.now,
        customer: { id: customerId },
        session: { id: first, no: 1, read: 0, seen: 0, earlier: null },
        ended: null,
      });
      await record(orgId, messageCommand(first, "a", { author: BOT }));
      await record(orgId, messageCommand(first, "b"));
      await store.transact((writer) =>
        raiseReadMark(writer, { orgId, sessionId: first, reader: "customer" }, 1),
      );
      await store.transact((writer) =>
        raiseReadMark(writer, { orgId, sessionId: first, reader: "mem_ada" }, 1),
      );
      await record(orgId, endCommand(first));
      clock.now += 1_000;
      const { result: second } = await record(orgId, openCommand("ada"));

      expect(await read()).toMatchObject({
        session: { id: second, no: 1 },
        // Its end is the fourth fact: that she is back attends to nothing before a person has her new chat.
        ended: { id: first, no: 4, read: 1, seen: 1 },
      });
    });

    test("has no chat that is over, though nothing has recorded its end", async () => {
      await using organization = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record, clock } = organization;
      const services = { store, record } as unknown as ServiceContext;
      const { result: id } = await record(orgId, openCommand("ada"));
      clock.now += 5 * MINUTE - 1;
      expect(await customerState(services, orgId, customerId)).toMatchObject({
        session: { id },
        ended: null,
      });
      clock.now += 1;

      expect(await customerState(services, orgId, customerId)).toMatchObject({
        session: null,
        ended: { id },
      });
    });
  });
}
