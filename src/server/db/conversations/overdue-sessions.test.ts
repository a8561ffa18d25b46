import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import { MINUTE } from "#domain/model/instant.ts";
import { decideSwitch } from "#domain/routing/answering-switch.ts";
import { listDue, listOpenTurns, listStaleRouted } from "./overdue-sessions.ts";
import { ENGINES } from "../testing/engines.ts";
import { end, open, say } from "../testing/sample-commands.ts";
import { companyAtWork } from "../testing/organization-with-clock.ts";
import { addCompany } from "../testing/add-people.ts";

for (const engine of ENGINES) {
  describe(`sessions on ${engine.name}`, () => {
    test("are due from the millisecond their time is up, in all organizations", async () => {
      await using desk = await companyAtWork(engine);
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
      await using desk = await companyAtWork(engine);
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
      await using desk = await companyAtWork(engine);
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
}
