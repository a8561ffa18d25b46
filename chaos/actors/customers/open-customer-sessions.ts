import { randomBytes } from "node:crypto";
import type { SessionId } from "#domain/model/ids.ts";
import { type Api, httpApi } from "../clients/http-api.ts";
import type { Organization } from "../clients/organization.ts";

/** A customer with an open session, and the token that authenticates them. */
export interface CustomerSession {
  organization: Organization;
  sessionId: SessionId;
  token: string;
  name: string;
}

/**
 * Submits the start form of an organization's widget, `copies` times concurrently, as an impatient browser does.
 *
 * @returns the response to each copy; all should be the same
 */
export async function openCustomerSessions(
  url: string,
  organization: Organization,
  name: string,
  copies = 1,
): Promise<CustomerSession[]> {
  const form = {
    key: randomBytes(32).toString("base64url"),
    name,
    email: `${name.toLowerCase().replaceAll(" ", ".")}@example.com`,
  };
  const { session } = httpApi(url, { "x-widget-key": organization.widgetKey });
  const opened = await Promise.all(Array.from({ length: copies }, () => session.open.mutate(form)));
  return opened.map(({ sessionId, token }) => ({ organization, sessionId, token, name }));
}

/** Creates the stock client with a customer's credentials, over HTTP; `connectUrl` as for `httpApi`. */
export function customerApi(
  url: string,
  { organization, token }: Pick<CustomerSession, "organization" | "token">,
  connectUrl = url,
): Api {
  return httpApi(
    url,
    { "x-widget-key": organization.widgetKey, authorization: `Bearer ${token}` },
    connectUrl,
  );
}
