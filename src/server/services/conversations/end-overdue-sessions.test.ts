import { describe, expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { listActiveSessions } from "../../db/conversations/sessions.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { companyServices } from "../testing/company-services.ts";
import { endIfOverdue, endOverdueSessions } from "./end-overdue-sessions.ts";

for (const engine of ENGINES) {
  describe(`overdue chats on ${engine.name}`, () => {
    test("end, all of them and of every company, and no others", async () => {
      await using it = await companyServices(engine);
      const { clock, store, orgId, services, record } = it;
      const elsewhere = await addOrganization(store);
      // More than are read at once.
      await Promise.all(Array.from({ length: 210 }, (_, no) => record(orgId, openCommand(`old${no}`))));
      await record(elsewhere, openCommand("old"));
      clock.now += 4 * MINUTE;
      const { result: young } = await record(orgId, openCommand("young"));
      clock.now += MINUTE - 1;
      await endOverdueSessions(services);
      expect(await listActiveSessions(store, orgId)).toHaveLength(211);
      clock.now += 1;

      await endOverdueSessions(services);

      expect((await listActiveSessions(store, orgId)).map(({ session }) => session.id)).toEqual([young]);
      expect(await listActiveSessions(store, elsewhere)).toEqual([]);
    });

    test("end one at a time where one is looked at, and not before their time", async () => {
      await using it = await companyServices(engine);
      const { clock, orgId, services, record } = it;
      const { result: id } = await record(orgId, openCommand("maria"));
      await endIfOverdue(services, orgId, id);
      expect(it.kinds()).toEqual(["session-opened"]);
      clock.now += 5 * MINUTE;

      await endIfOverdue(services, orgId, id);

      expect(it.kinds()).toEqual(["session-opened", "session-ended"]);
    });
  });
}
