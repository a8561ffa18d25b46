import { spawnSync } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PostgresBinaries } from "./postgres-binaries.ts";

/**
 * Where a data directory fresh from `initdb` is kept: a copy of it is there in a tenth of the second or more that
 * `initdb` takes. It lies in the package of the binaries, so another version of them has another one.
 */
function keptIn({ initdb }: PostgresBinaries): string {
  return join(dirname(initdb), "../../initialized-cluster");
}

/** Copies the kept data directory to `data`, which must not exist; there is none afterwards if none can be had. */
export function restoreCluster(installed: PostgresBinaries, data: string): boolean {
  const kept = keptIn(installed);
  if (existsSync(kept) && copy(kept, data)) return true;
  rmSync(data, { recursive: true, force: true });
  return false;
}

/** Keeps a copy of `data`, whose server has not been started yet, unless one is kept already. */
export function keepCluster(installed: PostgresBinaries, data: string): void {
  const kept = keptIn(installed);
  const next = `${kept}.${process.pid}`;
  try {
    if (copy(data, next)) renameSync(next, kept);
  } catch {
    // Another run was faster, or the packages may not be written to; the next run calls `initdb` then.
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

/** Forgets the kept one, from which a server did not start. */
export function forgetCluster(installed: PostgresBinaries): void {
  rmSync(keptIn(installed), { recursive: true, force: true });
}

/** With owners and rights, without which Postgres refuses the directory. */
function copy(from: string, to: string): boolean {
  return spawnSync("cp", ["-pPR", from, to]).status === 0;
}
