import { SQL } from "bun";
import { randomBytes } from "node:crypto";

/** Creates an empty database on the throw-away Postgres of the tests; the answer is its address. */
export async function createDatabase(): Promise<string> {
  await import("../test/postgres.ts");
  const address = new URL(process.env["TEST_POSTGRES_URL"] ?? "");
  await using sql = new SQL(address.href, { max: 1 });
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  await sql.unsafe(`create database ${name}`);
  address.pathname = `/${name}`;
  return address.href;
}
