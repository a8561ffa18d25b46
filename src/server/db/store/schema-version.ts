import { DatabaseRefused } from "./database-refused.ts";

/** What a build, or the database, is at. */
export interface SchemaVersion {
  /** How many migrations there are. */
  schemaNo: number;
  /** The schema of the oldest build that can use a database after all of them. */
  oldestSchemaNo: number;
  /** Of the build, for people. */
  version: string;
}

/**
 * Refuses a build that the database is too new for; an older one that can use it may start, so that instances can
 * restart during a rolling deploy.
 *
 * @param stored - what the database is at; `null` before its first migration
 * @throws {DatabaseRefused}
 */
export function refuseIfTooOld(stored: SchemaVersion | null, own: SchemaVersion): void {
  if (stored === null || own.schemaNo >= stored.oldestSchemaNo) return;
  throw new DatabaseRefused(
    `this build is too old for the database: it is ${nameOf(own)}, and ${nameOf(stored)} has changed the database so ` +
      `that it needs schema ${stored.oldestSchemaNo} or newer. Start version ${stored.version} or newer, or restore a backup from before.`,
  );
}

/** What the database is at once this build has applied its migrations. */
export function versionAfterMigration(stored: SchemaVersion | null, own: SchemaVersion): SchemaVersion {
  return stored === null || own.schemaNo >= stored.schemaNo ? own : stored;
}

/** The line for the operator about instances that cannot go on after a migration; `null` where they can. */
export function olderInstancesText(stored: SchemaVersion | null, own: SchemaVersion): string | null {
  if (stored === null || stored.schemaNo >= own.oldestSchemaNo) return null;
  return `the database has been migrated to ${nameOf(own)}, which instances before schema ${own.oldestSchemaNo} cannot use: stop those of ${nameOf(stored)}.`;
}

function nameOf({ version, schemaNo }: SchemaVersion): string {
  return `version ${version} (schema ${schemaNo})`;
}
