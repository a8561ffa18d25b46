import type { ColumnTypes } from "./columns/postgres-columns.ts";
import { articleTables } from "./tables/article-tables.ts";
import { authTables } from "./tables/auth-tables.ts";
import { chatTables } from "./tables/chat-tables.ts";
import { instanceTables } from "./tables/instance-tables.ts";
import { organizationTables } from "./tables/organization-tables.ts";

/** Defines the tables once for both engines. `drizzle/` has the migrations generated for each. */
export function defineTables(kit: ColumnTypes) {
  const auth = authTables(kit);
  const organizations = organizationTables(kit, auth);
  return {
    ...auth,
    ...organizations,
    ...articleTables(kit, organizations),
    ...chatTables(kit, organizations),
    ...instanceTables(kit, organizations),
  };
}

export type Tables = ReturnType<typeof defineTables>;
