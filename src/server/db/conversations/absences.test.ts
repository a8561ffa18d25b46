import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { endCommand, messageCommand, openCommand } from "../testing/sample-commands.ts";
import { ENGINES } from "../testing/engines.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";
import {
  addAbsences,
  deleteAbsences,
  listAbsences,
  listOpenSessionKeys,
  postponeAbsences,
  readSessionsSeen,
} from "./absences.ts";
import { raiseReadMark } from "./read-marks.ts";

for (const engine of ENGINES) {
  describe(`customers who may have left, on ${engine.name},`, () => {
    test("are noted once for a session, with whether it is marked and whether it has ended", async () => {
      await using place = await organizationWithClock(engine);
      const { store, orgId, record } = place;
      const ids: SessionId[] = [];
      for (const name of ["ada", "ben", "cleo"]) ids.push((await record(orgId, openCommand(name))).result);
      const [ada = "ses_", ben = "ses_", cleo = "ses_"] = ids;
      await store.transact(async (writer) => {
        await addAbsences(writer, []);
        await addAbsences(writer, [
          { orgId, sessionId: ada, dueAt: 10 },
          { orgId, sessionId: ben, dueAt: 20 },
        ]);
        await addAbsences(writer, [
          { orgId, sessionId: ada, dueAt: 99 },
          { orgId, sessionId: cleo, dueAt: 30 },
        ]);
      });
      await record(orgId, {
        needs: { sessions: [ben] },
        decide: () => decided([{ kind: "customer-left", sessionId: ben, at: 20 }], null),
      });
      await record(orgId, endCommand(cleo));

      const listed = async () =>
        (await listAbsences(store)).toSorted((a, b) => ids.indexOf(a.sessionId) - ids.indexOf(b.sessionId));
      expect(await listed()).toEqual([
        { orgId, sessionId: ada, dueAt: 10, customerId: "cus_ada_anybody", isMarked: false, hasEnded: false },
        { orgId, sessionId: ben, dueAt: 20, customerId: "cus_ben_anybody", isMarked: true, hasEnded: false },
        {
          orgId,
          sessionId: cleo,
          dueAt: 30,
          customerId: "cus_cleo_anybody",
          isMarked: false,
          hasEnded: true,
        },
      ]);

      await store.transact((writer) => postponeAbsences(writer, 50));
      expect((await listed()).map(({ dueAt }) => dueAt)).toEqual([50, 50, 50]);
      await store.transact(async (writer) => {
        await deleteAbsences(writer, orgId, [ada, cleo]);
        await deleteAbsences(writer, "org_other", [ben]);
      });
      expect((await listed()).map(({ sessionId }) => sessionId)).toEqual([ben]);
    });

    test("are looked for in open chats, or in those in line", async () => {
      await using place = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = place;
      const { result: queued } = await record(orgId, openCommand("ada"));
      const { result: ended } = await record(orgId, openCommand("ben"));
      await record(orgId, endCommand(ended));
      const bots = await addOrganization(store);
      const { result: answered } = await record(bots, openCommand("cleo"));

      const [all, waiting] = [
        await listOpenSessionKeys(store, "all"),
        await listOpenSessionKeys(store, "queued"),
      ];
      expect(new Set(all.map(({ sessionId }) => sessionId))).toEqual(new Set([queued, answered]));
      expect(waiting).toEqual([{ orgId, sessionId: queued }]);
    });

    test("have seen as much of their chats as they have marked as read", async () => {
      await using place = await organizationWithClock(engine);
      const { store, orgId, record } = place;
      const { result: ada } = await record(orgId, openCommand("ada"));
      const { result: ben } = await record(orgId, openCommand("ben"));
      await record(orgId, messageCommand(ada, "Hello"));
      await store.transact(async (writer) => {
        await raiseReadMark(writer, { orgId, sessionId: ada, reader: "customer" }, 2);
        await raiseReadMark(writer, { orgId, sessionId: ben, reader: "mem_ada" }, 3);
      });

      const seen = await readSessionsSeen(store, orgId, [ada, ben]);
      expect(new Map(seen.map((one) => [one.session.id, one.seen]))).toEqual(
        new Map([
          [ada, 2],
          [ben, 0],
        ]),
      );
      expect(await readSessionsSeen(store, "org_other", [ada])).toEqual([]);
    });
  });
}
