import { TRPCError } from "@trpc/server";
import type { OrgId } from "#domain/model/ids.ts";
import type { Accounts } from "../auth/auth-service.ts";
import type { Caller } from "../api/procedures/call-context.ts";
import { findCustomerByToken } from "../db/customers/customers.ts";
import { findOrganizationByWidgetKey } from "../db/settings/organizations.ts";
import type { Desk } from "../services/context.ts";
import type { Arrival } from "./trpc/make-context.ts";

/** A widget's credentials: in a socket's first frame, or in the headers of a single call. Never in an address. */
const KEY_HEADER = "x-widget-key";

interface Means {
  desk: Pick<Desk, "store" | "vault" | "now">;
  accounts: Pick<Accounts, "identify">;
}

/**
 * Says who is calling: the one way in, for sockets and single calls alike. Who shows a widget key comes from a
 * widget, and their cookies are not looked at.
 *
 * @throws TRPCError `UNAUTHORIZED` for a widget key or a visitor's token that is not known
 */
export async function identify({ desk, accounts }: Means, arrival: Arrival): Promise<Caller> {
  const { widgetKey, token } = credentials(arrival);
  if (widgetKey === null) return member(accounts, arrival);

  const organization = await findOrganizationByWidgetKey(desk.store, widgetKey);
  if (organization === null) throw new TRPCError({ code: "UNAUTHORIZED" });
  return token === null
    ? { kind: "passer-by", orgId: organization.id }
    : visitor(desk, organization.id, token);
}

function credentials({ connectionParams, request }: Arrival) {
  if (connectionParams !== null) {
    return { widgetKey: connectionParams["widgetKey"] ?? null, token: connectionParams["token"] ?? null };
  }
  const bearer = /^Bearer ([\w-]{1,200})$/.exec(request.headers.get("authorization") ?? "");
  return { widgetKey: request.headers.get(KEY_HEADER), token: bearer?.[1] ?? null };
}

async function visitor({ store, vault, now }: Means["desk"], orgId: OrgId, token: string): Promise<Caller> {
  const found = await findCustomerByToken(store, vault.hash(token), now());
  if (found === null || found.orgId !== orgId) throw new TRPCError({ code: "UNAUTHORIZED" });
  return { kind: "visitor", orgId, customerId: found.customer.id, name: found.customer.name };
}

async function member(accounts: Means["accounts"], { request }: Arrival): Promise<Caller> {
  const found = await accounts.identify(request.headers);
  if (found === null) return { kind: "nobody" };
  const { orgId, memberId, name, role, loginId, needsSecondStep } = found;
  return { kind: "member", orgId, memberId, name, role, loginId, needsSecondStep };
}
