import { TRPCError } from "@trpc/server";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { AuthService } from "../auth/auth-service.ts";
import type { Caller } from "../api/procedures/call-context.ts";
import { findCustomerByToken } from "../db/customers/customers.ts";
import { findOrganizationByWidgetKey } from "../db/settings/organizations.ts";
import type { Reader } from "../db/store/store.ts";
import { readOrgId } from "./read-org-id.ts";
import type { CallerRequest } from "./trpc/create-context-safely.ts";

/**
 * The header with a widget's key in single calls; sockets send it in their first frame. Credentials are never in a
 * URL.
 */
const KEY_HEADER = "x-widget-key";

/** The header with the company of a signed-in caller's single call. It says which, and grants nothing. */
export const ORGANIZATION_HEADER = "x-organization";

interface Deps {
  reader: Reader;
  /** Hashes a token for comparison with the stored hash. */
  hash: (token: string) => string;
  now: () => Instant;
  auth: Pick<AuthService, "authenticate" | "findAccount">;
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

/**
 * Who is signed in, in the company that the client names. A company in which they are no active member, foreign or
 * absent, makes them an account without a company.
 */
async function authenticateMember(
  auth: Deps["auth"],
  { request, connectionParams }: CallerRequest,
): Promise<Caller> {
  const asked =
    connectionParams === null
      ? request.headers.get(ORGANIZATION_HEADER)
      : (connectionParams["organization"] ?? null);
  const orgId = asked === null ? null : readOrgId(asked);
  const found = orgId === "malformed" ? null : await auth.authenticate(request.headers, orgId);
  if (found !== null) {
    const { userId: _, ...member } = found;
    return { kind: "member", ...member };
  }
  const account = await auth.findAccount(request.headers);
  return account === null ? { kind: "nobody" } : { kind: "account", ...account };
}
