import { sql, type SQL } from "drizzle-orm";
import type { Tables } from "../store/schema.ts";

/**
 * A condition that a session is not of an erased organization, whose sessions stay as they were until they are
 * deleted. A query across organizations needs it.
 */
export function isOfKeptOrganization({
  session,
  organization,
}: Pick<Tables, "session" | "organization">): SQL {
  return sql`${session.orgId} not in (
    select ${organization.id} from ${organization} where ${organization.erasedAt} is not null
  )`;
}
