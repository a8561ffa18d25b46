import { expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { companyServices } from "../testing/company-services.ts";
import { acceptNextChat } from "./accept-next-chat.ts";

for (const engine of ENGINES) {
  test(`on ${engine.name} a member accepts the chat that waits longest, and nothing where nobody waits`, async () => {
    await using it = await companyServices(engine, { answers: "agents" });
    const { clock, store, orgId, services, record } = it;
    const mia = await addMemberWithAccount(store, orgId, "Mia", { available: false });
    const { result: first } = await record(orgId, openCommand("maria"));
    clock.now += 1;
    await record(orgId, openCommand("noor"));
    const accept = () => acceptNextChat(services, orgId, { memberId: mia.id, name: "Mia" });

    expect(await accept()).toEqual({
      sessionId: first,
      customerId: "cus_maria_anybody",
      customerName: "maria",
    });
    expect((await accept()).customerName).toBe("noor");
    await expect(accept()).rejects.toThrow(new Refusal("nobody-waiting"));
  });
}
