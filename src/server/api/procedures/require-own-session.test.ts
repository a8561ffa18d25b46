import { expect, test } from "bun:test";
import type { CustomerId } from "#domain/model/ids.ts";
import type { Store } from "../../db/store/store.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { open } from "../../db/testing/sample-commands.ts";
import { addCompany } from "../../db/testing/add-people.ts";
import { recorderOn } from "../../db/testing/test-recorder.ts";
import type { Desk } from "../../services/context.ts";
import { ownSession } from "./require-own-session.ts";

/** A company with two customers, each in a chat. */
async function twoChats(store: Store) {
  const orgId = await addCompany(store);
  const record = recorderOn(store);
  const { result: adas } = await record(orgId, open("ada"));
  const { result: bens } = await record(orgId, open("ben"));
  const customerId: CustomerId = "cus_ada_anybody";
  const caller = { kind: "visitor", orgId, customerId, name: "Ada" } as const;
  // Of the desk only the store is asked.
  return {
    adas,
    bens,
    ada: { desk: { store } as Desk, caller, connection: { looksAt: new Set<CustomerId>() } },
  };
}

for (const engine of ENGINES) {
  test(`on ${engine.name} a connection that has one session gets into no other, before or after`, async () => {
    await using store = await engine.open();
    const { adas, bens, ada } = await twoChats(store);

    await expect(ownSession(ada, bens)).rejects.toThrow("session-unknown");
    await ownSession(ada, adas);
    await ownSession(ada, adas);
    await expect(ownSession(ada, bens)).rejects.toThrow("session-unknown");
    await expect(ownSession(ada, "ses_of_nobody")).rejects.toThrow("session-unknown");
  });

  test(`on ${engine.name} a session that was found once is not read again on that connection`, async () => {
    await using store = await engine.open();
    const { adas, ada } = await twoChats(store);
    await ownSession(ada, adas);

    const unreadable = {} as Desk;
    await ownSession({ ...ada, desk: unreadable }, adas);
  });
}
