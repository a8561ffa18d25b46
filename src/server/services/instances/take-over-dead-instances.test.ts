import { describe, expect, test } from "bun:test";
import { decideRetryOrphanedTurn } from "#domain/bot/retry-orphaned-turn.ts";
import { SECOND } from "#domain/model/instant.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { listInstances, recordHeartbeat } from "../../db/instances/instances.ts";
import { listPresencesAt, listPresentMembers } from "../../db/team/member-presence.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { receiveMessage } from "../conversations/post-message.ts";
import { createMemberPresence } from "../team/member-presence.ts";
import { companyServices } from "../testing/company-services.ts";
import { takeOverDeadInstances } from "./take-over-dead-instances.ts";

/** A company one of whose chats is answered by another instance, to which a member is connected. */
async function withOtherInstance(engine: Engine) {
  const it = await companyServices(engine);
  const { clock, store, orgId, services, record } = it;
  const beat = (id: string) => store.transact((writer) => recordHeartbeat(writer, id, clock.now));
  await beat("ins_2");
  await beat(services.instanceId);
  const mia = await addMemberWithAccount(store, orgId, "Mia", { present: false });
  await createMemberPresence({ ...services, instanceId: "ins_2" }).connected(orgId, mia.id);
  const { result: sessionId } = await record(orgId, openCommand("maria"));
  await receiveMessage(services, orgId, { sessionId, clientId: "1", text: "When?" });
  const turn = async () => (await getSession(store, orgId, sessionId))?.botTurn ?? null;
  const turnId = (await turn())?.turnId ?? "trn_";
  await record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) =>
      decideRetryOrphanedTurn({ ...scene, instanceId: "ins_2" }, { sessionId, turnId, attempt: 1 }),
  });
  const ids = async () => (await listInstances(store)).map(({ id }) => id).toSorted();
  return { ...it, beat, mia: mia.id, turn, turnId, sessionId, ids };
}

for (const engine of ENGINES) {
  describe(`an instance that is dead on ${engine.name}`, () => {
    test("is one without a heartbeat for 10 s: its turns fail or go on here, and its members are gone", async () => {
      await using it = await withOtherInstance(engine);
      const { clock, store, orgId, services, mia } = it;
      clock.now += 10 * SECOND;
      await it.beat(services.instanceId);
      await takeOverDeadInstances(services);
      expect(await it.ids()).toEqual(["ins_2", "ins_test"]);
      expect(await it.turn()).toMatchObject({ instanceId: "ins_2" });
      const before = it.facts.length;
      clock.now += 1;

      await takeOverDeadInstances(services);

      expect(await it.ids()).toEqual(["ins_test"]);
      // The second attempt was its last.
      expect(await it.turn()).toBe(null);
      expect(it.kinds().slice(before)).toContain("bot-turn-failed");
      expect(it.kinds().at(-1)).toBe("members-changed");
      expect(await listPresencesAt(store, "ins_2")).toEqual([]);
      // The member's grace counts from its last heartbeat.
      expect(await listPresentMembers(store, orgId, clock.now + 19 * SECOND)).toEqual(new Set([mia]));
      expect(await listPresentMembers(store, orgId, clock.now + 20 * SECOND)).toEqual(new Set());
      const after = it.facts.length;
      await takeOverDeadInstances(services);
      expect(it.facts).toHaveLength(after);
    });

    test("is every other at the boot of the only one, but never itself", async () => {
      await using it = await withOtherInstance(engine);
      const { clock, services } = it;
      await takeOverDeadInstances(services, 0);
      expect(await it.ids()).toEqual(["ins_2", "ins_test"]);
      clock.now += 1;

      await takeOverDeadInstances(services, 0);

      expect(await it.ids()).toEqual(["ins_test"]);
    });

    test("is one whose heartbeat is from the future, after the clock was set back", async () => {
      await using it = await withOtherInstance(engine);
      const { clock, store, orgId, services, mia } = it;
      clock.now -= 10 * SECOND;
      await takeOverDeadInstances(services);
      expect(await it.ids()).toEqual(["ins_2", "ins_test"]);
      clock.now -= 1;

      await takeOverDeadInstances(services);

      expect(await it.ids()).toEqual(["ins_test"]);
      expect(await listPresentMembers(store, orgId, clock.now + 29 * SECOND)).toEqual(new Set([mia]));
      expect(await listPresentMembers(store, orgId, clock.now + 30 * SECOND)).toEqual(new Set());
    });

    test("is left alone if it shows itself in this moment", async () => {
      await using it = await withOtherInstance(engine);
      const { clock, services, store } = it;
      clock.now += 11 * SECOND;
      const { transact } = store;
      services.store = {
        ...store,
        async transact(...given) {
          await it.beat("ins_2");
          return transact(...given);
        },
      };

      await takeOverDeadInstances(services);

      expect(await it.ids()).toContain("ins_2");
      expect(await listPresencesAt(store, "ins_2")).toHaveLength(1);
    });
  });
}
