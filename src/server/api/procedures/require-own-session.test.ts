import { expect, test } from "bun:test";
import type { CustomerId } from "#domain/model/ids.ts";
import type { Reader, Store } from "../../db/store/store.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { createTestRecorder } from "../../db/testing/test-recorder.ts";
import { requireOwnSession } from "./require-own-session.ts";

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
}
