import { describe, expect, test } from "bun:test";
import { decided } from "#domain/decision.ts";
import { decideEnd } from "#domain/end-session.ts";
import type { MemberId, SessionId } from "#domain/ids.ts";
import { MINUTE } from "#domain/instant.ts";
import type { Member } from "#domain/member.ts";
import type { Command } from "#domain/scene.ts";
import { decideSwitch } from "#domain/turn-switch.ts";
import { listChatted } from "./chatted.ts";
import { customerName, findCustomerByToken, getCustomer, listCustomers } from "./customers.ts";
import { listDue, listOpenTurns, listStaleRouted } from "./due-sessions.ts";
import { lastNo, lastSessionNo, readFeed, readSessionFeed } from "./feed.ts";
import { factsBefore, newestFacts, sessionsOfCustomer } from "./lanes.ts";
import {
  arrive,
  endInstance,
  GRACE_MS,
  leave,
  heldByGone,
  presentMembers,
  sweepPresences,
} from "./presences.ts";
import { raiseReadMark, readMarks, seenByMembers } from "./read-marks.ts";
import { createRecorder } from "./record.ts";
import {
  activeSessionOf,
  hasSessions,
  lastEndedSessionOf,
  listActiveSessions,
  listUnattendedSessions,
} from "./sessions.ts";
import { ENGINES, type Engine } from "./testing.ts";
import { open, say } from "./testing/commands.ts";
import { addCompany, addPerson, type Company } from "./testing/people.ts";

/** A company on a clock that stands still until it is set. */
async function start(engine: Engine, company: Company = {}) {
  const clock = { now: 1_000 };
  const store = await engine.open({ now: () => clock.now });
  const orgId = await addCompany(store, company);
  const record = createRecorder(store, {
    newId: () => crypto.randomUUID(),
    chance: () => 0,
    instanceId: "ins_test",
    onRecorded: () => {},
  });
  return { clock, store, orgId, record, [Symbol.asyncDispose]: () => store.close() };
}

function end(id: SessionId): Command<null> {
  return { needs: { sessions: [id] }, decide: (scene) => decideEnd(scene, id, { kind: "customer" }) };
}

function authorOf({ id, name }: Member) {
  return { kind: "member", memberId: id, name } as const;
}

for (const engine of ENGINES) {
  describe(`the feed on ${engine.name}`, () => {
    test("is read in pages after a number, of the organization and of one session", async () => {
      await using desk = await start(engine, { answers: "agents" });
      const { store, orgId, record } = desk;
      const [a, b] = [await record(orgId, open("ada")), await record(orgId, open("ben"))];
      for (const text of ["1", "2"]) for (const { result } of [a, b]) await record(orgId, say(result, text));
      const place = { orgId, sessionId: b.result };

      expect((await readFeed(store, orgId, 2, 3)).map(({ no, sessionNo }) => [no, sessionNo])).toEqual([
        [3, 2],
        [4, 2],
        [5, 3],
      ]);
      expect(
        (await readSessionFeed(store, place, 1, 10)).map(({ no, sessionNo }) => [no, sessionNo]),
      ).toEqual([
        [4, 2],
        [6, 3],
      ]);
      expect([await lastNo(store, orgId), await lastSessionNo(store, place)]).toEqual([6, 3]);
      expect(await readFeed(store, orgId, 6, 10)).toEqual([]);
      expect(await lastSessionNo(store, { orgId, sessionId: "ses_none" })).toBe(0);
    });

    test("of a session is paged backwards from its end", async () => {
      await using desk = await start(engine, { answers: "agents" });
      const { store, orgId, record } = desk;
      const { result: sessionId } = await record(orgId, open("ada"));
      for (const text of ["1", "2", "3", "4"]) await record(orgId, say(sessionId, text));
      const place = { orgId, sessionId };

      expect((await newestFacts(store, place, 2)).map(({ sessionNo }) => sessionNo)).toEqual([4, 5]);
      expect((await factsBefore(store, place, 4, 2)).map(({ sessionNo }) => sessionNo)).toEqual([2, 3]);
      expect((await factsBefore(store, place, 2, 2)).map(({ sessionNo }) => sessionNo)).toEqual([1]);
    });
  });

  describe(`sessions on ${engine.name}`, () => {
    test("a customer's are the active one, the one that ended last, and pages of all, newest first", async () => {
      await using desk = await start(engine, { answers: "agents" });
      const { store, orgId, record, clock } = desk;
      const ids: SessionId[] = [];
      for (let i = 0; i < 3; i += 1) {
        clock.now += MINUTE;
        const { result } = await record(orgId, open("ada"));
        ids.unshift(result);
        if (i < 2) await record(orgId, end(result));
      }
      const ada = "cus_ada_anybody";
      const page = await sessionsOfCustomer(store, { orgId, customerId: ada }, null, 2);
      const rest = await sessionsOfCustomer(store, { orgId, customerId: ada }, page.at(-1) ?? null, 2);

      expect((await activeSessionOf(store, orgId, ada))?.id).toBe(ids[0] ?? "ses_");
      expect((await lastEndedSessionOf(store, orgId, ada))?.id).toBe(ids[1] ?? "ses_");
      expect([...page, ...rest].map(({ id }) => id)).toEqual(ids);
      expect([
        await activeSessionOf(store, orgId, "cus_b"),
        await lastEndedSessionOf(store, orgId, "cus_b"),
      ]).toEqual([null, null]);
    });

    test("are listed with their customers: active ones, and ended ones nobody has seen to", async () => {
      await using desk = await start(engine, { answers: "agents" });
      const { store, orgId, record, clock } = desk;
      expect(await hasSessions(store, orgId)).toBe(false);
      const { result: left } = await record(orgId, open("left"));
      await record(orgId, say(left, "Anybody?"));
      clock.now += 5 * MINUTE;
      await record(orgId, { needs: { sessions: [left] }, decide: () => decided([], null) });
      const { result: here } = await record(orgId, open("here"));

      const active = await listActiveSessions(store, orgId);
      const unattended = await listUnattendedSessions(store, orgId);

      expect(active.map(({ session, customer }) => [session.id, customer.name])).toEqual([[here, "here"]]);
      expect(unattended.map(({ session, customer }) => [session.id, customer.name])).toEqual([
        [left, "left"],
      ]);
      expect(await hasSessions(store, orgId)).toBe(true);
    });

    test("are due from the millisecond their time is up, in all organizations", async () => {
      await using desk = await start(engine);
      const { store, orgId, record } = desk;
      const other = await addCompany(store);
      const [a, b] = [await record(orgId, open("ada")), await record(other, open("ada", "them"))];
      const due = 1_000 + 5 * MINUTE;

      expect(await listDue(store, due - 1, 10)).toEqual([]);
      const listed = await listDue(store, due, 10);
      expect(listed.map(({ sessionId }) => sessionId).toSorted()).toEqual([a.result, b.result].toSorted());
      expect(await listDue(store, due, 1)).toHaveLength(1);
      await record(orgId, end(a.result));
      await record(other, end(b.result));

      expect(await listDue(store, due, 10)).toEqual([]);
    });

    test("routed under an older turn of the switch are found until they are touched", async () => {
      await using desk = await start(engine);
      const { store, orgId, record } = desk;
      const { result: id } = await record(orgId, open("ada"));
      await record(orgId, {
        needs: {},
        decide: (scene) => decideSwitch(scene, "agents", { memberId: "mem_ada", name: "Ada" }),
      });

      expect(await listStaleRouted(store, orgId, 2, 10)).toEqual([id]);
      await record(orgId, { needs: { sessions: [id] }, decide: () => decided([], null) });

      expect(await listStaleRouted(store, orgId, 2, 10)).toEqual([]);
    });

    test("in which the chatbot is at work are found, and no longer after the end", async () => {
      await using desk = await start(engine);
      const { store, orgId, record } = desk;
      const { result: id } = await record(orgId, open("ada"));
      await record(orgId, say(id, "Hello"));

      const turns = await listOpenTurns(store, null);

      expect(turns.map((turn) => [turn.orgId, turn.session.id, turn.session.botTurn?.instanceId])).toEqual([
        [orgId, id, "ins_test"],
      ]);
      await record(orgId, end(id));
      expect(await listOpenTurns(store, null)).toEqual([]);
    });
  });

  describe(`customers on ${engine.name}`, () => {
    test("are known by their token until its time is up", async () => {
      await using desk = await start(engine);
      const { store, orgId, record } = desk;
      await record(orgId, open("ada"));
      const ada = { id: "cus_ada_anybody", name: "ada", email: "ada@example.com" } as const;
      const hash = "hash of cus_ada_anybody";

      expect(await findCustomerByToken(store, hash, 2_000)).toEqual({ orgId, customer: ada });
      expect(await findCustomerByToken(store, hash, 4_000_000_000_000)).toBeNull();
      expect(await findCustomerByToken(store, "another", 2_000)).toBeNull();
      expect(await getCustomer(store, orgId, ada.id)).toEqual(ada);
      expect(await getCustomer(store, "org_other", ada.id)).toBeNull();
      expect(await listCustomers(store, orgId, [ada.id, "cus_nobody"])).toEqual([ada]);
      expect(await customerName(store, orgId, ada.id)).toBe("ada");
    });
  });

  describe(`read marks on ${engine.name}`, () => {
    test("only rise, and each reader has their own", async () => {
      await using desk = await start(engine);
      const { store, orgId, record } = desk;
      const { result: sessionId } = await record(orgId, open("ada"));
      const [ben, cleo]: MemberId[] = ["mem_ben", "mem_cleo"];
      const raise = (reader: MemberId | "customer", count: number) =>
        store.transact((writer) => raiseReadMark(writer, { orgId, sessionId, reader }, count));

      const moved = [
        await raise(ben ?? "mem_", 2),
        await raise(ben ?? "mem_", 1),
        await raise(ben ?? "mem_", 3),
      ];
      await raise("customer", 9);
      await raise(cleo ?? "mem_", 1);

      expect(moved).toEqual([true, false, true]);
      expect(await readMarks(store, orgId, "mem_ben", [sessionId, "ses_other"])).toEqual(
        new Map([[sessionId, 3]]),
      );
      expect(await readMarks(store, orgId, "customer", [sessionId])).toEqual(new Map([[sessionId, 9]]));
      expect(await seenByMembers(store, { orgId, sessionId })).toBe(3);
      expect(await seenByMembers(store, { orgId, sessionId: "ses_other" })).toBe(0);
    });
  });

  describe(`who has chatted with whom on ${engine.name}`, () => {
    test("is one row a customer with their newest session, the latest first, in pages", async () => {
      await using desk = await start(engine);
      const { store, orgId, record, clock } = desk;
      const ben = await addPerson(store, orgId, "Ben");
      const ids: SessionId[] = [];
      for (const name of ["c0", "c1", "c2"]) {
        clock.now += 1_000;
        const { result } = await record(orgId, open(name));
        await record(orgId, say(result, "Hello", { author: authorOf(ben) }));
        ids.unshift(result);
      }
      clock.now += 1_000;
      await record(orgId, end(ids[2] ?? "ses_"));
      const { result: again } = await record(orgId, open("c0"));
      const who = { orgId, memberId: ben.id };

      const page = await listChatted(store, who, null, 2);
      const last = page.at(-1);
      const after = last === undefined ? null : { at: last.chattedAt, customerId: last.customer.id };
      const rest = await listChatted(store, who, after, 2);

      expect([...page, ...rest].map(({ customer }) => customer.name)).toEqual(["c2", "c1", "c0"]);
      expect(rest[0]?.session.id).toBe(again);
      expect(await listChatted(store, { orgId, memberId: "mem_other" }, null, 2)).toEqual([]);
    });
  });

  describe(`presence on ${engine.name}`, () => {
    test("lasts through the grace and not a millisecond longer", async () => {
      await using desk = await start(engine);
      const { store, orgId } = desk;
      const { id: memberId } = await addPerson(store, orgId, "Ada", { present: false });
      const place = { orgId, memberId, instanceId: "ins_1" };
      expect(await presentMembers(store, orgId, 0)).toEqual(new Set());

      await store.transact((writer) => arrive(writer, place, 1_000));
      expect(await presentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
      await store.transact((writer) => leave(writer, place, 2_000));

      expect(await presentMembers(store, orgId, 2_000 + GRACE_MS - 1)).toEqual(new Set([memberId]));
      expect(await presentMembers(store, orgId, 2_000 + GRACE_MS)).toEqual(new Set());
      await store.transact((writer) => arrive(writer, place, 90_000));
      expect(await presentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
    });

    test("on another machine counts as well, until that machine is gone", async () => {
      await using desk = await start(engine);
      const { store, orgId } = desk;
      const { id: memberId } = await addPerson(store, orgId, "Ada", { present: false });
      const [one, two] = ["ins_1", "ins_2"].map((instanceId) => ({ orgId, memberId, instanceId }));
      for (const place of [one, two]) {
        if (place !== undefined) await store.transact((writer) => arrive(writer, place, 1_000));
      }

      if (one !== undefined) await store.transact((writer) => leave(writer, one, 1_000));
      expect(await presentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
      const left = await store.transact((writer) => endInstance(writer, "ins_2", 2_000));

      expect(left).toEqual([{ orgId, memberId, instanceId: "ins_2" }]);
      expect(await presentMembers(store, orgId, 2_000 + GRACE_MS)).toEqual(new Set());
      await store.transact((writer) => sweepPresences(writer, 2_000));
      expect(await store.db.select().from(store.tables.presence)).toEqual([]);
    });

    test("who is gone and still holds chats is found", async () => {
      await using desk = await start(engine, { answers: "agents" });
      const { store, orgId, record } = desk;
      const { id: memberId } = await addPerson(store, orgId, "Ada");
      await addPerson(store, orgId, "Ben", { available: false });
      for (const name of ["c0", "c1"]) await record(orgId, open(name));
      const place = { orgId, memberId, instanceId: "ins_test" };

      expect(await heldByGone(store, 9_999_999)).toEqual([]);
      await store.transact((writer) => leave(writer, place, 2_000));

      expect(await heldByGone(store, 2_000 + GRACE_MS - 1)).toEqual([]);
      const held = await heldByGone(store, 2_000 + GRACE_MS);
      expect(held.map(({ session: _, ...whose }) => whose)).toEqual([
        { orgId, memberId },
        { orgId, memberId },
      ]);
    });
  });
}
