import { Database } from "bun:sqlite";
import { join } from "node:path";

/** Expires all recent proofs of identity, by writing to the database beside the running server. */
export function expireSignInProofs(dataDir: string): void {
  using database = new Database(join(dataDir, "switchboard.db"));
  database.run("pragma busy_timeout = 5000");
  database.run("update login set proven_at = 0");
}
