import type { OrgId } from "#domain/model/ids.ts";
import { audited } from "#domain/model/decision.ts";
import { decideEraseOldChats, type ErasedOldChats, retentionCutoff } from "#domain/privacy/retention.ts";
import { countChatsEndedBefore, listChatsEndedBefore } from "../../db/privacy/expired-chats.ts";
import { getOrganization, listOrganizations } from "../../db/settings/organizations.ts";
import type { ServiceContext } from "../context.ts";
import { removeErasedRows } from "./remove-erased-rows.ts";

/** Chats per transaction, because other writes must not wait long. */
const AT_ONCE = 25;
/** Transactions per round. The rest follows in the next round. */
const MOST_WRITES = 1_000;

/**
 * Erases chats past the companies' retention periods, a few at a time: one write hides them, and their messages are
 * deleted in portions before the next. Every instance does it: the transaction checks again under the lock, so each
 * chat is erased once. The audit log keeps how many.
 *
 * @param signal - ends it after the present write, when the process stops
 */
export async function eraseOldChats(services: ServiceContext, signal?: AbortSignal): Promise<void> {
  for (const { id } of await listOrganizations(services.store)) await eraseOldChatsOf(services, id, signal);
}

/** Counts what this retention period would erase now. */
export async function countOldChats(
  { store }: Pick<ServiceContext, "store">,
  orgId: OrgId,
  keepDays: number | null,
): Promise<ErasedOldChats> {
  const before = retentionCutoff({ keepDays }, await store.now());
  return before === null ? { chats: 0, customers: 0 } : countChatsEndedBefore(store, orgId, before);
}

async function eraseOldChatsOf(
  services: ServiceContext,
  orgId: OrgId,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let writes = 0; writes < MOST_WRITES; writes += 1) {
    if (signal?.aborted === true) return;
    const { settings } = await getOrganization(services.store, orgId);
    const before = retentionCutoff(settings.privacy, await services.store.now());
    if (before === null) return;
    const old = await listChatsEndedBefore(services.store, orgId, before, AT_ONCE);
    if (old.length === 0) return;

    const sessions = old.map(({ id }) => id);
    const customers = [...new Set(old.map(({ customerId }) => customerId))];
    await services.record(orgId, {
      needs: { sessions, everythingOf: customers },
      decide(scene) {
        const decision = decideEraseOldChats(scene, sessions);
        return audited(decision, null, "old-chats-erased", decision.result);
      },
    });
    await removeErasedRows(services, signal);
  }
}
