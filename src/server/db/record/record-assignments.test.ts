import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { MINUTE } from "#domain/model/instant.ts";
import type { Member } from "#domain/model/member.ts";
import { decideTurnSwitch } from "#domain/routing/answering-switch.ts";
import { addPresence } from "../team/member-presence.ts";
import { getSession } from "../conversations/sessions.ts";
import type { Store } from "../store/store.ts";
import { ENGINES } from "../testing/engines.ts";
import { failingCommand, endCommand, openCommand, messageCommand } from "../testing/sample-commands.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";
import type { Command } from "./command.ts";
import { listRoster } from "../team/roster.ts";
import { listQueue } from "../conversations/queue.ts";

function makeAvailable({ id }: Member, available: boolean): Command<null> {
  return {
    needs: {},
    decide: () => decided([{ kind: "members-changed", at: 0 }], null, { members: [{ id, available }] }),
  };
}

const inTurn = { policy: "take-turns", capacity: 50 } as const;

async function holderOf(store: Store, orgId: OrgId, id: SessionId): Promise<string | null> {
  const holder = (await getSession(store, orgId, id))?.holder;
  return holder?.kind === "agent" ? holder.name : null;
}

async function loads(store: Store, orgId: OrgId): Promise<Record<string, number>> {
  const roster = await listRoster(store, orgId, await store.now());
  return Object.fromEntries(roster.map(({ name, load }) => [name, load]));
}

for (const engine of ENGINES) {
  describe(`assigning on ${engine.name}`, () => {
    test("six chats that open at once over three agents end two, two, two", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      for (const name of ["Ada", "Ben", "Cleo"]) await addMemberWithAccount(store, orgId, name);
      const record = createTestRecorder(store);

      await Promise.all(Array.from({ length: 6 }, (_, i) => record(orgId, openCommand(`c${i}`))));

      expect(await loads(store, orgId)).toEqual({ Ada: 2, Ben: 2, Cleo: 2 });
    });

    test("one after the other, too, and a fourth agent who arrives is given the next", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      for (const name of ["Ada", "Ben", "Cleo"]) await addMemberWithAccount(store, orgId, name);
      const record = createTestRecorder(store);
      for (let i = 0; i < 6; i += 1) await record(orgId, openCommand(`c${i}`));
      await addMemberWithAccount(store, orgId, "Dora");

      await record(orgId, openCommand("c6"));

      expect(await loads(store, orgId)).toEqual({ Ada: 2, Ben: 2, Cleo: 2, Dora: 1 });
    });

    test("taking turns goes on where it stopped after a restart", async () => {
      await using place = await engine.place();
      const orgId = await (async () => {
        await using store = await place.open();
        const id = await addOrganization(store, { answers: "agents", assigning: inTurn });
        for (const name of ["Ada", "Ben", "Cleo"]) await addMemberWithAccount(store, id, name);
        await createTestRecorder(store)(id, openCommand("c0"));
        return id;
      })();
      for (let i = 1; i < 6; i += 1) {
        await using store = await place.open();
        await createTestRecorder(store)(orgId, openCommand(`c${i}`));
      }

      await using store = await place.open();
      expect(await loads(store, orgId)).toEqual({ Ada: 2, Ben: 2, Cleo: 2 });
    });

    test("taking turns goes round, whoever is busier", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents", assigning: inTurn });
      for (const name of ["Ada", "Ben", "Cleo"]) await addMemberWithAccount(store, orgId, name);
      const record = createTestRecorder(store);

      const names = [];
      for (let i = 0; i < 5; i += 1) {
        const { result } = await record(orgId, openCommand(`c${i}`));
        names.push(await holderOf(store, orgId, result));
        await record(orgId, endCommand(result));
      }

      expect(names).toEqual(["Ada", "Ben", "Cleo", "Ada", "Ben"]);
    });

    test("a write that failed has used up nobody's turn", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents", assigning: inTurn });
      for (const name of ["Ada", "Ben"]) await addMemberWithAccount(store, orgId, name);
      const record = createTestRecorder(store);

      const [first] = await Promise.allSettled([
        record(orgId, openCommand("c0")),
        record(orgId, failingCommand()),
      ]);
      const second = await record(orgId, openCommand("c1"));

      if (first?.status !== "fulfilled") throw new Error("the good command failed with the bad one");
      expect(await holderOf(store, orgId, first.value.result)).toBe("Ada");
      expect(await holderOf(store, orgId, second.result)).toBe("Ben");
    });

    test("a long line of chats whose time is up does not hide the one behind it", async () => {
      const clock = { now: 0 };
      await using store = await engine.open({ now: () => clock.now });
      const orgId = await addOrganization(store, { answers: "agents" });
      const ada = await addMemberWithAccount(store, orgId, "Ada", { available: false });
      const record = createTestRecorder(store);
      await Promise.all(Array.from({ length: 501 }, (_, i) => record(orgId, openCommand(`c${i}`))));
      clock.now = 4 * MINUTE;
      const { result: last } = await record(orgId, openCommand("patient"));
      clock.now = 5 * MINUTE;

      await record(orgId, makeAvailable(ada, true));

      expect(await holderOf(store, orgId, last)).toBe("Ada");
    });

    test("who is away, unavailable, deactivated or full is not given a chat", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      await addMemberWithAccount(store, orgId, "Away", { present: false });
      await addMemberWithAccount(store, orgId, "Busy", { available: false });
      await addMemberWithAccount(store, orgId, "Former", { active: false });
      await addMemberWithAccount(store, orgId, "Full", { capacity: 1 });
      const record = createTestRecorder(store);

      await Promise.all(Array.from({ length: 3 }, (_, i) => record(orgId, openCommand(`c${i}`))));

      expect(await loads(store, orgId)).toEqual({ Away: 0, Busy: 0, Former: 0, Full: 1 });
      expect(await listQueue(store, orgId)).toHaveLength(2);
    });

    test("the end of a chat lets the first in line in, in the same write", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const ada = await addMemberWithAccount(store, orgId, "Ada", { capacity: 1 });
      const record = createTestRecorder(store);
      const held = await record(orgId, openCommand("c0"));
      const waiting = await record(orgId, openCommand("c1"));

      const { facts } = await record(orgId, endCommand(held.result));

      expect(facts.map(({ fact }) => fact.kind)).toEqual(["session-ended", "session-held"]);
      expect(await getSession(store, orgId, waiting.result)).toMatchObject({
        holder: { kind: "agent", memberId: ada.id, name: "Ada" },
        queuedAt: null,
      });
    });

    test("a member who becomes available is given who waits, up to their capacity", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents", assigning: { capacity: 3 } });
      const ada = await addMemberWithAccount(store, orgId, "Ada", { available: false });
      const record = createTestRecorder(store);
      for (let i = 0; i < 5; i += 1) await record(orgId, openCommand(`c${i}`));
      const [, , , fourth] = await listQueue(store, orgId);

      await record(orgId, makeAvailable(ada, true));

      expect(await loads(store, orgId)).toEqual({ Ada: 3 });
      expect((await listQueue(store, orgId))[0]).toBe(fourth ?? "ses_");
    });

    test("a returning customer gets the agent they had, while that one is not busier by more than one", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      for (const name of ["Ada", "Ben"]) await addMemberWithAccount(store, orgId, name);
      const record = createTestRecorder(store);
      const first = await record(orgId, openCommand("carl"));
      const before = await getSession(store, orgId, first.result);
      await record(orgId, endCommand(first.result));

      const second = await record(orgId, openCommand("carl"));

      expect((await getSession(store, orgId, second.result))?.holder).toEqual(
        before?.holder ?? { kind: "nobody" },
      );
    });

    test("nobody is given more than they can take, whoever opens and ends at once", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents", assigning: { capacity: 2 } });
      for (const name of ["Ada", "Ben", "Cleo"]) await addMemberWithAccount(store, orgId, name);
      const record = createTestRecorder(store);

      const opened = await Promise.all(
        Array.from({ length: 30 }, (_, i) => record(orgId, openCommand(`c${i}`))),
      );
      await Promise.all(opened.slice(0, 15).map(({ result }) => record(orgId, endCommand(result))));

      expect(await loads(store, orgId)).toEqual({ Ada: 2, Ben: 2, Cleo: 2 });
      expect(await listQueue(store, orgId)).toHaveLength(9);
    });

    test("a member who arrives is given who waits as soon as somebody looks at the line", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const ada = await addMemberWithAccount(store, orgId, "Ada", { present: false });
      const record = createTestRecorder(store);
      await record(orgId, openCommand("carl"));
      const presence = { orgId, memberId: ada.id, instanceId: "ins_test" };
      await store.transact(async (writer) => addPresence(writer, presence, await writer.now()));

      await record(orgId, { needs: { queue: true, roster: true }, decide: () => decided([], null) });

      expect(await loads(store, orgId)).toEqual({ Ada: 1 });
    });

    test("the switch to agents moves a chat with the next touch of it, and stops the chatbot", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);
      const { result: id } = await record(orgId, openCommand("ada"));
      await record(orgId, messageCommand(id, "Hello"));
      await record(orgId, {
        needs: {},
        decide: (scene) => decideTurnSwitch(scene, "agents", { memberId: "mem_ada", name: "Ada" }),
      });

      const { facts } = await record(orgId, { needs: { sessions: [id] }, decide: () => decided([], null) });

      expect(facts.map(({ fact }) => fact.kind)).toEqual(["bot-turn-stopped", "session-held"]);
      expect(await listQueue(store, orgId)).toEqual([id]);
    });

    test("a chat in line that belongs to the chatbot by now is not given to an agent", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const ada = await addMemberWithAccount(store, orgId, "Ada", { available: false });
      const record = createTestRecorder(store);
      await record(orgId, openCommand("carl"));
      await record(orgId, {
        needs: {},
        decide: (scene) => decideTurnSwitch(scene, "bot", { memberId: "mem_ada", name: "Ada" }),
      });

      await record(orgId, makeAvailable(ada, true));

      expect(await loads(store, orgId)).toEqual({ Ada: 0 });
    });
  });
}
