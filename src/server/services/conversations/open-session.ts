import type { Customer } from "#domain/model/customer.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import { DAY, type Instant } from "#domain/model/instant.ts";
import { decideOpen } from "#domain/conversations/open-session.ts";
import { findCustomerByToken } from "../../db/customers/customers.ts";
import type { ServiceContext } from "../context.ts";

/** The parameter of the frame's address in which the demo page puts its mark. */
const DEMO_PARAMETER = "demo";
/** The lifetime of a browser's token, from the last submitted form. */
const TOKEN_MS = 30 * DAY;

export interface OpenForm {
  /** A key of 256 random bits from the browser. The same key is the same customer. */
  key: string;
  name: string;
  email: string;
  /** The query of the frame's address, such as `demo=…`. Missing from older widgets. */
  from?: string | undefined;
}

/**
 * Opens a session for this browser's customer, or returns the open one. Idempotent: the same form gives the same
 * customer, session and token.
 *
 * @throws {Refusal} `outside-hours` where messages are taken instead; nothing is stored of the form then
 */
export async function openSession(
  services: ServiceContext,
  orgId: OrgId,
  { key, name, email, from = "" }: OpenForm,
): Promise<{ token: string; sessionId: SessionId }> {
  const isDemo = services.vault.isDemoMark(
    orgId,
    new URLSearchParams(from).get(DEMO_PARAMETER) ?? "",
    services.now(),
  );
  const { token, customer } = await identifyCustomer(services, orgId, key);
  const { result } = await services.record(orgId, {
    needs: { customer: customer.id },
    decide(scene) {
      const decision = decideOpen(scene, { ...customer, name, email }, isDemo ? "demo" : undefined);
      if (decision.refusal !== null) return decision;
      const customerToken = customerTokenChange(services, scene.now, { id: customer.id, token });
      return { ...decision, changes: { ...decision.changes, customerToken } };
    },
  });
  return { token, sessionId: result };
}

/** The change that makes a browser's token valid from now on. */
export function customerTokenChange(
  { vault }: ServiceContext,
  now: Instant,
  { id, token }: { id: CustomerId; token: string },
) {
  return { id, tokenHash: vault.hash(token), expiresAt: now + TOKEN_MS };
}

/**
 * Finds the customer of a key. The id is derived from the token, so that two first forms sent at once get the same
 * one.
 */
export async function identifyCustomer(
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
