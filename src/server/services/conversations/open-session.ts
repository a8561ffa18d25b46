import type { Customer } from "#domain/model/customer.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { DAY } from "#domain/model/instant.ts";
import { decideOpen } from "#domain/conversations/open-session.ts";
import { findCustomerByToken } from "../../db/customers/customers.ts";
import type { ServiceContext } from "../context.ts";

/** The lifetime of a browser's token, from the last submitted form. */
const TOKEN_MS = 30 * DAY;

export interface OpenForm {
  /** A key of 256 random bits from the browser. The same key is the same customer. */
  key: string;
  name: string;
  email: string;
}

/**
 * Opens a session for this browser's customer, or returns the open one. Idempotent: the same form gives the same
 * customer, session and token.
 */
export async function openSession(
  services: ServiceContext,
  orgId: OrgId,
  { key, name, email }: OpenForm,
): Promise<{ token: string; sessionId: SessionId }> {
  const { token, customer } = await identifyCustomer(services, orgId, key);
  const { result } = await services.record(orgId, {
    needs: { customer: customer.id },
    decide(scene) {
      const decision = decideOpen(scene, { ...customer, name, email });
      const expiresAt = scene.now + TOKEN_MS;
      const customerToken = { id: customer.id, tokenHash: services.vault.hash(token), expiresAt };
      return { ...decision, changes: { ...decision.changes, customerToken } };
    },
  });
  return { token, sessionId: result };
}

/**
 * Finds the customer of a key. The id is derived from the token, so that two first forms sent at once get the same
 * one.
 */
async function identifyCustomer(
  services: ServiceContext,
  orgId: OrgId,
  key: string,
): Promise<{ token: string; customer: Pick<Customer, "id"> }> {
  const [newest, ...older] = services.vault.customerTokens(orgId, key);
  for (const token of older) {
    const known = await findCustomerByToken(services.store, services.vault.hash(token), services.now());
    if (known !== null && known.orgId === orgId) return { token, customer: known.customer };
  }
  return { token: newest, customer: { id: `cus_${services.vault.hash(newest).slice(0, 32)}` } };
}
