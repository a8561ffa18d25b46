import type { Kit } from "./dialects/kit.ts";
import { accountTables } from "./tables/account-tables.ts";
import { chatTables } from "./tables/chat-tables.ts";
import { machineTables } from "./tables/machine-tables.ts";
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
