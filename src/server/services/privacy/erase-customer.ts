import { audited } from "#domain/model/decision.ts";
import { decideErase, type ErasedCount } from "#domain/privacy/erase-customer.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import type { Changing } from "../settings/change-settings.ts";
import type { Desk } from "../context.ts";

/**
 * Forgets a customer: their name and address, every chat, every word, and the token their browser is known by. The
 * audit log keeps that it happened and how much went, not who it was.
 *
 * @throws {Refusal} `customer-unknown`
 */
export async function eraseCustomer({ desk, orgId, by }: Changing, id: CustomerId): Promise<ErasedCount> {
  const { result } = await desk.record(orgId, {
    needs: { customer: id, everythingOf: [id] },
    decide(scene) {
      const decision = decideErase(scene, id);
      return audited(decision, by, "customer-erased", decision.result);
    },
  });
  await wipeNow(desk);
  return result;
}

/** Takes what was erased out of the database's file too. What fails here is owed, and the sweep tries again. */
export async function wipeNow(desk: Pick<Desk, "store" | "report">): Promise<void> {
  await desk.store.wipe().catch((error: unknown) => desk.report("taking erased rows out of the file", error));
}
