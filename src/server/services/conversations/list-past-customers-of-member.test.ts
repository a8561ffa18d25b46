import { expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { companyServices } from "../testing/company-services.ts";
import { performMemberAction } from "./perform-member-action.ts";
import { listPastCustomersOfMember } from "./list-past-customers-of-member.ts";

for (const engine of ENGINES) {
  test(`on ${engine.name} a member's past customers come in pages of fifty, newest first, with what was read`, async () => {
    await using it = await companyServices(engine);
    const { clock, store, orgId, services, record } = it;
    const mia = await addMemberWithAccount(store, orgId, "Mia", { available: false });
    const by = { memberId: mia.id, name: "Mia" };
    const chat = async (no: number) => {
      clock.now += MINUTE;
      const { result: sessionId } = await record(orgId, openCommand(`c${no}`));
      await performMemberAction(services, orgId, { sessionId, what: "takeOver" }, by);
      return sessionId;
    };
    for (let no = 1; no <= 49; no += 1) await chat(no);
    const read = (before: Parameters<typeof listPastCustomersOfMember>[2]) =>
      listPastCustomersOfMember(services, { orgId, memberId: mia.id }, before);
    expect(await read(null)).toMatchObject({ next: null });
    await chat(50);
    const newest = await chat(51);
    await store.transact((writer) => raiseReadMark(writer, { orgId, sessionId: newest, reader: mia.id }, 3));

    const first = await read(null);
    const second = await read(first.next);

    expect(first.cards.map(({ customer }) => customer.name)).toEqual(
      Array.from({ length: 50 }, (_, at) => `c${51 - at}`),
    );
    expect(first.cards.slice(0, 2).map((card) => card.read)).toEqual([3, 0]);
    expect(second).toMatchObject({ cards: [{ customer: { name: "c1" } }], next: null });
    expect(await listPastCustomersOfMember(services, { orgId, memberId: "mem_noa" }, null)).toEqual({
      cards: [],
      next: null,
    });
  });
}
