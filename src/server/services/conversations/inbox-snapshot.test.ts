import { expect, test } from "bun:test";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { endCommand, messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import { companyServices } from "../testing/company-services.ts";
import { inboxSnapshot } from "./inbox-snapshot.ts";

for (const engine of ENGINES) {
  test(`on ${engine.name} the inbox has active and unattended chats, with what the member has read`, async () => {
    await using it = await companyServices(engine, { answers: "agents" });
    const { clock, store, orgId, services, record } = it;
    const mia = await addMemberWithAccount(store, orgId, "Mia", { available: false });
    const { result: unattended } = await record(orgId, openCommand("maria"));
    await record(orgId, messageCommand(unattended, "Hello?"));
    await record(orgId, endCommand(unattended));
    const { result: active } = await record(orgId, openCommand("noor"));
    await store.transact((writer) => raiseReadMark(writer, { orgId, sessionId: active, reader: mia.id }, 2));

    const inbox = await inboxSnapshot(services, orgId, mia.id);

    expect(inbox).toMatchObject({ no: it.facts.length, now: clock.now, members: [{ name: "Mia" }] });
    expect(inbox.cards.map(({ session, customer, read }) => [session.id, customer.name, read])).toEqual([
      [active, "noor", 2],
      [unattended, "maria", 0],
    ]);
  });
}
