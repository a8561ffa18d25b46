import { describe, expect, test } from "bun:test";
import { type CustomerId, type MemberId, type OrgId } from "#domain/model/ids.ts";
import { DAY } from "#domain/model/instant.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand, messageCommand } from "../../db/testing/sample-commands.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { auditLogPage } from "./audit-log-page.ts";
import type { ServiceContext } from "../context.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { logChatAccess } from "./chat-access-log.ts";
import { performMemberAction } from "../conversations/perform-member-action.ts";
import { serviceContextOn } from "../testing/service-context.ts";

/** Opens the services of a company where Mia holds Cleo's chat, and Noa is an admin. */
async function openDesk(engine: (typeof ENGINES)[number]) {
  const clock = { at: 20 * DAY + 7 };
  const store = await engine.open({ now: () => clock.at });
  const services = serviceContextOn(store);
  const orgId = await addOrganization(store);
  const mia = await addMemberWithAccount(store, orgId, "Mia");
  const noa = await addMemberWithAccount(store, orgId, "Noa", { role: "admin" });
  const cleo: CustomerId = `cus_cleo_${orgId}`;
  const { result: sessionId } = await services.record(orgId, openCommand("cleo", orgId));
  await services.record(orgId, messageCommand(sessionId, "Where is my kettle?"));
  const acting = { memberId: mia.id, name: "Mia" };
  return {
    services,
    clock,
    orgId,
    mia,
    noa,
    cleo,
    sessionId,
    does: (what: "takeOver" | "end") => performMemberAction(services, orgId, { sessionId, what }, acting),
    reads: (memberId: MemberId, ids: readonly CustomerId[] = [cleo]) =>
      logChatAccess(services, { orgId, memberId }, ids),
    noted: () => noted(services, orgId),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** The members and the customers whose chats they read, oldest first. */
async function noted(services: ServiceContext, orgId: OrgId) {
  const { lines } = await auditLogPage(services, orgId, { before: null, topic: "privacy" });
  return lines
    .filter(({ action }) => action === "chats-read")
    .map(({ by, customer }) => [by, customer])
    .toReversed();
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, reading the chats of a customer`, () => {
    test("whom a colleague looks after is noted, once a day, an admin's like an agent's", async () => {
      await using composition = await openDesk(engine);
      const ben = await addMemberWithAccount(composition.services.store, composition.orgId, "Ben");
      await composition.does("takeOver");

      for (const { id } of [composition.noa, composition.noa, ben]) await composition.reads(id);
      expect(await composition.noted()).toEqual([
        ["Noa", "cleo"],
        ["Ben", "cleo"],
      ]);

      composition.clock.at = 21 * DAY - 1;
      await composition.reads(composition.noa.id);
      composition.clock.at += 1;
      await composition.reads(composition.noa.id);
      expect(await composition.noted()).toEqual([
        ["Noa", "cleo"],
        ["Ben", "cleo"],
        ["Noa", "cleo"],
      ]);
    });

    test("one holds or has held or written to is not noted", async () => {
      await using composition = await openDesk(engine);

      await composition.does("takeOver");
      await composition.reads(composition.mia.id);
      await composition.does("end");
      await composition.reads(composition.mia.id);

      expect(await composition.noted()).toEqual([]);
    });

    test("who is with the chatbot is not noted as long as the chat goes on, and then it is", async () => {
      await using composition = await openDesk(engine);

      await composition.reads(composition.noa.id);
      expect(await composition.noted()).toEqual([]);

      await composition.does("end");
      await composition.reads(composition.noa.id);
      expect(await composition.noted()).toEqual([["Noa", "cleo"]]);
    });

    test("of several windows that ask at once one notes it, and each customer has a line", async () => {
      await using composition = await openDesk(engine);
      await composition.does("takeOver");
      const { result: dora } = await composition.services.record(
        composition.orgId,
        openCommand("dora", composition.orgId),
      );
      const acting = { memberId: composition.mia.id, name: "Mia" };
      await performMemberAction(
        composition.services,
        composition.orgId,
        { sessionId: dora, what: "takeOver" },
        acting,
      );

      const both: CustomerId[] = [composition.cleo, `cus_dora_${composition.orgId}`];
      await Promise.all([1, 2, 3, 4].map(() => composition.reads(composition.noa.id, both)));

      const lines = (await composition.noted()).map((line) => line.join(" read "));
      expect(lines.toSorted((a, b) => a.localeCompare(b))).toEqual(["Noa read cleo", "Noa read dora"]);
    });

    test("of nobody or of another company notes nothing", async () => {
      await using composition = await openDesk(engine);
      await composition.does("takeOver");
      const elsewhere = await addOrganization(composition.services.store);
      const zoe = await addMemberWithAccount(composition.services.store, elsewhere, "Zoe");

      await logChatAccess(composition.services, { orgId: elsewhere, memberId: zoe.id }, [composition.cleo]);
      await composition.reads(composition.noa.id, ["cus_nobody"]);
      await composition.reads(composition.noa.id, []);

      expect(await noted(composition.services, elsewhere)).toEqual([]);
      expect(await composition.noted()).toEqual([]);
    });

    test("leaves a line that names nobody once they are erased", async () => {
      await using composition = await openDesk(engine);
      const { services, orgId, noa, cleo } = composition;
      await composition.does("takeOver");
      await composition.reads(noa.id);

      await eraseCustomer({ services, orgId, by: noa.id }, cleo);

      expect(await composition.noted()).toEqual([["Noa", null]]);
      const rows = await services.store.db.select().from(services.store.tables.audit);
      expect(JSON.stringify(rows)).not.toContain("cleo");
    });
  });
}
