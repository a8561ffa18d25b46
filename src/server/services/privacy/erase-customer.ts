import { audited } from "#domain/model/decision.ts";
import { decideEraseCustomer, type ErasedCount } from "#domain/privacy/erase-customer.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import type { AdminRequest } from "../context.ts";
import { removeErasedRows } from "./remove-erased-rows.ts";

/**
 * Erases a customer: name and address, every chat and message, and the token of their browser. One short write hides
 * all of it from every reader; then the messages are deleted in portions. The audit log keeps that it happened and how
 * many chats were erased, not whose.
 *
 * @returns once the rows are deleted, or the scheduler has to go on with them
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
  await removeErasedRows(services).catch((error: unknown) => services.report("deleting erased rows", error));
  return result;
}
