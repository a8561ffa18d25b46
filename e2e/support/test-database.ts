import { SQL } from "bun";
import { randomBytes } from "node:crypto";
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
