import { SQL } from "bun";
import { Database } from "bun:sqlite";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { testPostgresUrl } from "../../test/test-postgres-url.ts";

/** Creates an empty database on the throw-away Postgres of the tests; the answer is its address. */
export async function createTestDatabase(): Promise<string> {
  const address = new URL(await testPostgresUrl());
  await using sql = new SQL(address.href, { max: 1 });
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  await sql.unsafe(`create database ${name}`);
  address.pathname = `/${name}`;
  return address.href;
}

/** It is long ago that anybody showed that it is them. Written beside the server, as a shell does. */
export function expireSignInProofs(dataDir: string): void {
  using database = new Database(join(dataDir, "switchboard.db"));
  database.run("pragma busy_timeout = 5000");
  database.run("update login set proven_at = 0");
}
