import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import { MINUTE } from "#domain/model/instant.ts";
import { decideTurnSwitch } from "#domain/routing/answering-switch.ts";
import { listExpiredSessions } from "./overdue-sessions.ts";
import { listSessionsToReroute } from "./sessions-to-reroute.ts";
import { ENGINES } from "../testing/engines.ts";
import { endCommand, openCommand, messageCommand } from "../testing/sample-commands.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { listOpenBotTurns } from "./open-bot-turns.ts";

for (const engine of ENGINES) {
  describe(`sessions on ${engine.name}`, () => {
    test("are due from the millisecond their time is up, in all organizations", async () => {
      await using services = await organizationWithClock(engine);
      const { store, orgId, record } = services;
      const other = await addOrganization(store);
      const [a, b] = [
        await record(orgId, openCommand("ada")),
        await record(other, openCommand("ada", "them")),
      ];
      const due = 1_000 + 5 * MINUTE;

      expect(await listExpiredSessions(store, due - 1, 10)).toEqual([]);
      const listed = await listExpiredSessions(store, due, 10);
      expect(listed.map(({ sessionId }) => sessionId).toSorted()).toEqual([a.result, b.result].toSorted());
      expect(await listExpiredSessions(store, due, 1)).toHaveLength(1);
      await record(orgId, endCommand(a.result));
      await record(other, endCommand(b.result));

      expect(await listExpiredSessions(store, due, 10)).toEqual([]);
    });

    test("routed under an older turn of the switch are found until they are touched", async () => {
      await using services = await organizationWithClock(engine);
      const { store, orgId, record } = services;
      const { result: id } = await record(orgId, openCommand("ada"));
      await record(orgId, {
        needs: {},
        decide: (scene) => decideTurnSwitch(scene, "agents", { memberId: "mem_ada", name: "Ada" }),
      });

      expect(await listSessionsToReroute(store, orgId, 2, 10)).toEqual([id]);
      await record(orgId, { needs: { sessions: [id] }, decide: () => decided([], null) });

      expect(await listSessionsToReroute(store, orgId, 2, 10)).toEqual([]);
    });

    test("in which the chatbot is at work are found, and no longer after the end", async () => {
      await using services = await organizationWithClock(engine);
      const { store, orgId, record } = services;
      const { result: id } = await record(orgId, openCommand("ada"));
      await record(orgId, messageCommand(id, "Hello"));

      const turns = await listOpenBotTurns(store, null);

      expect(turns.map((turn) => [turn.orgId, turn.session.id, turn.session.botTurn?.instanceId])).toEqual([
        [orgId, id, "ins_test"],
      ]);
      await record(orgId, endCommand(id));
      expect(await listOpenBotTurns(store, null)).toEqual([]);
    });
  });
}
