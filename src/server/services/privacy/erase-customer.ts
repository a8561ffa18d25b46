import { audited } from "#domain/model/decision.ts";
import { decideEraseCustomer, type ErasedCount } from "#domain/privacy/erase-customer.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import type { ServiceContext, AdminRequest } from "../context.ts";

/**
 * Forgets a customer: their name and address, every chat, every word, and the token their browser is known by. The
 * audit log keeps that it happened and how much went, not who it was.
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

/** Takes what was erased out of the database's file too. What fails here is owed, and the sweep tries again. */
export async function wipeErasedBytes(services: Pick<ServiceContext, "store" | "report">): Promise<void> {
  await services.store
    .wipe()
    .catch((error: unknown) => services.report("taking erased rows out of the file", error));
}
