import type { OrgId } from "#domain/model/ids.ts";

const PREFIX = "org_";
/** What the route of a company's pages matches: without a company, the server would answer for another one. */
const COMPANY_PATH = /^\/c\/([^/]+)/i;

/**
 * The company of this tab, which its address names, however it is written; `null` without one. The server checks it at
 * every connection, and answers a malformed one as unknown.
 */
export function companyInAddress(): OrgId | null {
  const [, name] = COMPANY_PATH.exec(location.pathname) ?? [];
  return name === undefined ? null : `org_${name}`;
}

/** The address of a page in a company. @param page - the path within it, such as `/inbox` */
export function companyAddress(id: OrgId, page = "/inbox"): string {
  return `/c/${id.slice(PREFIX.length)}${page}`;
}
