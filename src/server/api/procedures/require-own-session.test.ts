import { expect, test } from "bun:test";
import type { CustomerId } from "#domain/model/ids.ts";
import type { Reader, Store } from "../../db/store/store.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { createTestRecorder } from "../../db/testing/test-recorder.ts";
import { MEMBER } from "../testing/call-context.ts";
import { readOwnSession, requireOwnSession } from "./require-own-session.ts";

/** Creates a company with two customers, each in a chat. */
async function twoChats(store: Store) {
  const orgId = await addOrganization(store);
  const record = createTestRecorder(store);
  const { result: adas } = await record(orgId, openCommand("ada"));
  const { result: bens } = await record(orgId, openCommand("ben"));
  const customerId: CustomerId = "cus_ada_anybody";
  const caller = { kind: "visitor", orgId, customerId, name: "Ada" } as const;
  return {
    adas,
    bens,
    ada: {
      reader: store,
      caller,
      connection: { openLanes: new Set<CustomerId>(), ownSessionId: null, lastTypingAt: 0 },
    },
  };
}

for (const engine of ENGINES) {
  test(`on ${engine.name} a connection that has one session gets into no other, before or after`, async () => {
    await using store = await engine.open();
    const { adas, bens, ada } = await twoChats(store);

    await expect(requireOwnSession(ada, bens)).rejects.toThrow("session-unknown");
    await requireOwnSession(ada, adas);
    await requireOwnSession(ada, adas);
    await expect(requireOwnSession(ada, bens)).rejects.toThrow("session-unknown");
    await expect(requireOwnSession(ada, "ses_of_nobody")).rejects.toThrow("session-unknown");
  });

  test(`on ${engine.name} a session that was found once is not read again on that connection`, async () => {
    await using store = await engine.open();
    const { adas, ada } = await twoChats(store);
    await requireOwnSession(ada, adas);

    const unreadable = {} as Reader;
    await requireOwnSession({ ...ada, reader: unreadable }, adas);
  });

  test(`on ${engine.name} a member gets into every session of their company, and into none of another's`, async () => {
    await using store = await engine.open();
    const { adas, bens, ada } = await twoChats(store);
    const elsewhere = await addOrganization(store);
    const { result: theirs } = await createTestRecorder(store)(elsewhere, openCommand("cleo"));
    const member = { ...ada, caller: { ...MEMBER, orgId: ada.caller.orgId } };

    expect(await readOwnSession(member, adas)).toMatchObject({ id: adas });
    expect(await readOwnSession(member, bens)).toMatchObject({ id: bens });
    await expect(readOwnSession(member, theirs)).rejects.toThrow("session-unknown");
    for (const caller of [{ kind: "nobody" }, { kind: "passer-by", orgId: ada.caller.orgId }] as const)
      await expect(readOwnSession({ ...ada, caller }, adas)).rejects.toThrow("session-unknown");
  });
}
