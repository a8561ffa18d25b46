import { sqliteKit } from "../src/server/db/dialects/sqlite-kit.ts";
import { defineTables } from "../src/server/db/schema.ts";

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
  invitation,
  setupLink,
  audit,
  customer,
  session,
  fact,
  chatted,
  glance,
  readMark,
  instance,
  presence,
} = defineTables(sqliteKit);
