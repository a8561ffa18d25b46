import { TRPCError } from "@trpc/server";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { AuthService } from "../auth/auth-service.ts";
import type { Caller } from "../api/procedures/call-context.ts";
import { findCustomerByToken } from "../db/customers/customers.ts";
import { findOrganizationByWidgetKey } from "../db/settings/organizations.ts";
import type { Reader } from "../db/store/store.ts";
import type { CallerRequest } from "./trpc/create-context-safely.ts";

/**
 * The header with a widget's key in single calls; sockets send it in their first frame. Credentials are never in a
 * URL.
 */
const KEY_HEADER = "x-widget-key";

interface Deps {
  reader: Reader;
  /** Hashes a token for comparison with the stored hash. */
  hash: (token: string) => string;
  now: () => Instant;
  auth: Pick<AuthService, "authenticate">;
}

/**
 * Authenticates the caller, for sockets and single calls alike. A caller with a widget key is a widget, and its cookies
 * are ignored.
 *
 * @throws TRPCError `UNAUTHORIZED` for an unknown widget key or customer token
 */
export async function authenticate(deps: Deps, callerRequest: CallerRequest): Promise<Caller> {
  const { widgetKey, token } = credentials(callerRequest);
  if (widgetKey === null) return authenticateMember(deps.auth, callerRequest);

  const organization = await findOrganizationByWidgetKey(deps.reader, widgetKey);
  if (organization === null) throw new TRPCError({ code: "UNAUTHORIZED" });
  return token === null
    ? { kind: "passer-by", orgId: organization.id }
    : authenticateCustomer(deps, organization.id, token);
}

function credentials({ connectionParams, request }: CallerRequest) {
  if (connectionParams !== null) {
    return { widgetKey: connectionParams["widgetKey"] ?? null, token: connectionParams["token"] ?? null };
  }
  const bearer = /^Bearer ([\w-]{1,200})$/.exec(request.headers.get("authorization") ?? "");
  return { widgetKey: request.headers.get(KEY_HEADER), token: bearer?.[1] ?? null };
}

async function authenticateCustomer(
  { reader, hash, now }: Deps,
  orgId: OrgId,
  token: string,
): Promise<Caller> {
  const found = await findCustomerByToken(reader, hash(token), now());
  if (found === null || found.orgId !== orgId) throw new TRPCError({ code: "UNAUTHORIZED" });
  return { kind: "visitor", orgId, customerId: found.customer.id, name: found.customer.name };
}

async function authenticateMember(auth: Deps["auth"], { request }: CallerRequest): Promise<Caller> {
  const found = await auth.authenticate(request.headers);
  if (found === null) return { kind: "nobody" };
  const { orgId, memberId, name, role, loginId, needsSecondStep } = found;
  return { kind: "member", orgId, memberId, name, role, loginId, needsSecondStep };
}
