import { expect, test } from "bun:test";
import { createRecorder } from "../db/record.ts";
import { ENGINES } from "../db/testing.ts";
import { open } from "../db/testing/commands.ts";
import { addCompany } from "../db/testing/people.ts";
import type { Desk } from "../desk/desk.ts";
import { ownSession } from "./own-session.ts";

for (const engine of ENGINES) {
  test(`on ${engine.name} a connection that owns one session gets into no other, before or after`, async () => {
    await using store = await engine.open();
    const orgId = await addCompany(store);
    const record = createRecorder(store, {
      newId: () => crypto.randomUUID(),
      chance: () => 0,
      instanceId: "ins_test",
      onRecorded: () => {},
    });
    const { result: own } = await record(orgId, open("ada"));
    const { result: others } = await record(orgId, open("ben"));
    // Of the desk only the store is asked.
    const desk = { store } as Desk;
    const ada = {
      desk,
      orgId,
      customerId: "cus_ada_anybody",
      connection: { looksAt: new Set<never>() },
    } as const;

    await expect(ownSession(ada, others)).rejects.toThrow("session-unknown");
    await ownSession(ada, own);
    await ownSession(ada, own);
    await expect(ownSession(ada, others)).rejects.toThrow("session-unknown");
    await expect(ownSession({ ...ada, connection: { looksAt: new Set() } }, "ses_nobody")).rejects.toThrow(
      "session-unknown",
    );
  });

  test(`on ${engine.name} a session that was found once costs no further read on that connection`, async () => {
    await using store = await engine.open();
    const orgId = await addCompany(store);
    const record = createRecorder(store, {
      newId: () => crypto.randomUUID(),
      chance: () => 0,
      instanceId: "ins_test",
      onRecorded: () => {},
    });
    const { result: own } = await record(orgId, open("ada"));
    const ada = { orgId, customerId: "cus_ada_anybody", connection: { looksAt: new Set<never>() } } as const;
    await ownSession({ ...ada, desk: { store } as Desk }, own);

    const unreadable = {} as Desk;
    await ownSession({ ...ada, desk: unreadable }, own);
  });
}
