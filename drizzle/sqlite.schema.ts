import { sqliteColumns } from "../src/server/db/store/columns/sqlite-columns.ts";
import { defineTables } from "../src/server/db/store/schema.ts";

export const {
  users,
  login,
  credential,
  verification,
  secondStep,
  recoveryCode,
  organization,
  member,
  article,
  articleVersion,
  invitation,
  setupLink,
  audit,
  customer,
  session,
  fact,
  erasedSession,
  chatted,
  glance,
  readMark,
  absence,
  deployment,
  instance,
  presence,
} = defineTables(sqliteColumns);
