import type { OrgId } from "#domain/model/ids.ts";

/** Reads the company that a client names. */
export function readOrgId(text: string): OrgId | "malformed" {
  return isOrgId(text) ? text : "malformed";
}

function isOrgId(text: string): text is OrgId {
  return /^org_[\w-]{1,100}$/.test(text);
}
