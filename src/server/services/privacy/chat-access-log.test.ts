import { describe, expect, test } from "bun:test";
import { type CustomerId, type MemberId, type OrgId } from "#domain/model/ids.ts";
import { DAY } from "#domain/model/instant.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { open, say } from "../../db/testing/sample-commands.ts";
import { addCompany, addPerson } from "../../db/testing/add-people.ts";
import { auditPage } from "./audit-log-page.ts";
import type { Desk } from "../context.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { noteGlances } from "./chat-access-log.ts";
import { deed } from "../conversations/chat-actions.ts";
import { deskOn } from "../testing/service-context.ts";

/** A desk of a company where Mia looks after Cleo, and Noa is an admin. */
async function openDesk(engine: (typeof ENGINES)[number]) {
  const clock = { at: 20 * DAY + 7 };
  const store = await engine.open({ now: () => clock.at });
  const desk = deskOn(store);
  const orgId = await addCompany(store);
  const mia = await addPerson(store, orgId, "Mia");
  const noa = await addPerson(store, orgId, "Noa", { role: "admin" });
  const cleo: CustomerId = `cus_cleo_${orgId}`;
  const { result: sessionId } = await desk.record(orgId, open("cleo", orgId));
  await desk.record(orgId, say(sessionId, "Where is my kettle?"));
  const acting = { memberId: mia.id, name: "Mia" };
  return {
    desk,
    clock,
    orgId,
    mia,
    noa,
    cleo,
    sessionId,
    does: (what: "takeOver" | "end") => deed(desk, orgId, { sessionId, what }, acting),
    reads: (memberId: MemberId, ids: readonly CustomerId[] = [cleo]) =>
      noteGlances(desk, { orgId, memberId }, ids),
    noted: () => noted(desk, orgId),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** Who read whose chats, oldest first. */
async function noted(desk: Desk, orgId: OrgId) {
  const { lines } = await auditPage(desk, orgId, { before: null, topic: "privacy" });
  return lines
    .filter(({ action }) => action === "chats-read")
    .map(({ by, customer }) => [by, customer])
    .toReversed();
}

for (const engine of ENGINES) {
  describe(`on ${engine.name}, reading the chats of a customer`, () => {
    test("whom a colleague looks after is noted, once a day, an admin's like an agent's", async () => {
      await using house = await openDesk(engine);
      const ben = await addPerson(house.desk.store, house.orgId, "Ben");
      await house.does("takeOver");

      for (const { id } of [house.noa, house.noa, ben]) await house.reads(id);
      expect(await house.noted()).toEqual([
        ["Noa", "cleo"],
        ["Ben", "cleo"],
      ]);

      house.clock.at = 21 * DAY - 1;
      await house.reads(house.noa.id);
      house.clock.at += 1;
      await house.reads(house.noa.id);
      expect(await house.noted()).toEqual([
        ["Noa", "cleo"],
        ["Ben", "cleo"],
        ["Noa", "cleo"],
      ]);
    });

    test("one holds or has held or written to is not noted", async () => {
      await using house = await openDesk(engine);

      await house.does("takeOver");
      await house.reads(house.mia.id);
      await house.does("end");
      await house.reads(house.mia.id);

      expect(await house.noted()).toEqual([]);
    });

    test("who is with the chatbot is not noted as long as the chat goes on, and then it is", async () => {
      await using house = await openDesk(engine);

      await house.reads(house.noa.id);
      expect(await house.noted()).toEqual([]);

      await house.does("end");
      await house.reads(house.noa.id);
      expect(await house.noted()).toEqual([["Noa", "cleo"]]);
    });

    test("of several windows that ask at once one notes it, and each customer has a line", async () => {
      await using house = await openDesk(engine);
      await house.does("takeOver");
      const { result: dora } = await house.desk.record(house.orgId, open("dora", house.orgId));
      const acting = { memberId: house.mia.id, name: "Mia" };
      await deed(house.desk, house.orgId, { sessionId: dora, what: "takeOver" }, acting);

      const both: CustomerId[] = [house.cleo, `cus_dora_${house.orgId}`];
      await Promise.all([1, 2, 3, 4].map(() => house.reads(house.noa.id, both)));

      const lines = (await house.noted()).map((line) => line.join(" read "));
      expect(lines.toSorted((a, b) => a.localeCompare(b))).toEqual(["Noa read cleo", "Noa read dora"]);
    });

    test("of nobody or of another company notes nothing", async () => {
      await using house = await openDesk(engine);
      await house.does("takeOver");
      const elsewhere = await addCompany(house.desk.store);
      const zoe = await addPerson(house.desk.store, elsewhere, "Zoe");

      await noteGlances(house.desk, { orgId: elsewhere, memberId: zoe.id }, [house.cleo]);
      await house.reads(house.noa.id, ["cus_nobody"]);
      await house.reads(house.noa.id, []);

      expect(await noted(house.desk, elsewhere)).toEqual([]);
      expect(await house.noted()).toEqual([]);
    });

    test("leaves a line that names nobody once they are erased", async () => {
      await using house = await openDesk(engine);
      const { desk, orgId, noa, cleo } = house;
      await house.does("takeOver");
      await house.reads(noa.id);

      await eraseCustomer({ desk, orgId, by: noa.id }, cleo);

      expect(await house.noted()).toEqual([["Noa", null]]);
      const rows = await desk.store.db.select().from(desk.store.tables.audit);
      expect(JSON.stringify(rows)).not.toContain("cleo");
    });
  });
}
