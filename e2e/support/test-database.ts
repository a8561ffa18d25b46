import { SQL } from "bun";
import { Database } from "bun:sqlite";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { testPostgresUrl } from "../../test/test-postgres-url.ts";

/** Creates an empty database on the tests' temporary Postgres. Returns its URL. */
export async function createTestDatabase(): Promise<string> {
  const address = new URL(await testPostgresUrl());
  await using sql = new SQL(address.href, { max: 1 });
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  await sql.unsafe(`create database ${name}`);
  address.pathname = `/${name}`;
  return address.href;
}

/** Expires all recent proofs of identity, by writing to the database beside the running server. */
export function expireSignInProofs(dataDir: string): void {
  using database = new Database(join(dataDir, "switchboard.db"));
  database.run("pragma busy_timeout = 5000");
  database.run("update login set proven_at = 0");
}
