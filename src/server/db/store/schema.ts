import type { Kit } from "./dialects/postgres-columns.ts";
import { accountTables } from "./tables/auth-tables.ts";
import { chatTables } from "./tables/chat-tables.ts";
import { machineTables } from "./tables/instance-tables.ts";
import { organizationTables } from "./tables/organization-tables.ts";

/** Our tables, said once. `drizzle/` holds the migrations generated for each engine. */
export function defineTables(kit: Kit) {
  const accounts = accountTables(kit);
  const organizations = organizationTables(kit, accounts);
  return {
    ...accounts,
    ...organizations,
    ...chatTables(kit, organizations),
    ...machineTables(kit, organizations),
  };
}

export type Tables = ReturnType<typeof defineTables>;
