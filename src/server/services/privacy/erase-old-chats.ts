import type { OrgId } from "#domain/model/ids.ts";
import { audited } from "#domain/model/decision.ts";
import { decideForget, type Forgotten, oldBefore } from "#domain/privacy/retention.ts";
import { countChatsEndedBefore, listChatsEndedBefore } from "../../db/privacy/expired-chats.ts";
import { getOrganization, listOrganizations } from "../../db/settings/organizations.ts";

import type { Desk } from "../context.ts";
import { wipeNow } from "./erase-customer.ts";

/** Chats that go in one write, and writes of a round: others have their turn in between, the rest goes next time. */
const AT_ONCE = 100;
const MOST_WRITES = 100;

/**
 * Forgets what the companies have decided not to keep. Every machine does it: the write looks again under the lock, so
 * each chat goes once. The audit log keeps how many went.
 */
export async function forgetOld(desk: Desk): Promise<void> {
  let forgotten = 0;
  for (const { id } of await listOrganizations(desk.store)) forgotten += await forgetOldOf(desk, id);
  if (forgotten > 0) await wipeNow(desk);
}

/** What would go now if chats were kept for so many days. */
export async function countOld(
  { store }: Pick<Desk, "store">,
  orgId: OrgId,
  keepDays: number | null,
): Promise<Forgotten> {
  const before = oldBefore({ keepDays }, await store.now());
  return before === null ? { chats: 0, customers: 0 } : countChatsEndedBefore(store, orgId, before);
}

async function forgetOldOf(desk: Desk, orgId: OrgId): Promise<number> {
  let forgotten = 0;
  for (let writes = 0; writes < MOST_WRITES; writes += 1) {
    const { settings } = await getOrganization(desk.store, orgId);
    const before = oldBefore(settings.privacy, await desk.store.now());
    if (before === null) return forgotten;
    const old = await listChatsEndedBefore(desk.store, orgId, before, AT_ONCE);
    if (old.length === 0) return forgotten;

    const sessions = old.map(({ id }) => id);
    const customers = [...new Set(old.map(({ customerId }) => customerId))];
    const { result } = await desk.record(orgId, {
      needs: { sessions, everythingOf: customers },
      decide(scene) {
        const decision = decideForget(scene, sessions);
        return audited(decision, null, "old-chats-erased", decision.result);
      },
    });
    forgotten += result.chats;
  }
  return forgotten;
}
