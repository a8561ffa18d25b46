import { audited } from "#domain/model/decision.ts";
import { decideEraseCustomer, type ErasedCount } from "#domain/privacy/erase-customer.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import type { ServiceContext, AdminRequest } from "../context.ts";

/**
 * Erases a customer: name and address, every chat and message, and the token of their browser. The audit log keeps that
 * it happened and how many rows were erased, not whose.
 *
 * @throws {Refusal} `customer-unknown`
 */
export async function eraseCustomer(
  { services, orgId, by }: AdminRequest,
  id: CustomerId,
): Promise<ErasedCount> {
  const { result } = await services.record(orgId, {
    needs: { customer: id, everythingOf: [id] },
    decide(scene) {
      const decision = decideEraseCustomer(scene, id);
      return audited(decision, by, "customer-erased", decision.result);
    },
  });
  await wipeErasedBytes(services);
  return result;
}

/** Removes erased data from the database file too. After a failure the sweep retries. */
export async function wipeErasedBytes(services: Pick<ServiceContext, "store" | "report">): Promise<void> {
  await services.store
    .wipe()
    .catch((error: unknown) => services.report("wiping erased rows from the database file", error));
}
