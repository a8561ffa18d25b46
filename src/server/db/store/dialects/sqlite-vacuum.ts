import { fileURLToPath } from "node:url";

/** A running rewrite of a SQLite file. */
export interface SqliteVacuum {
  /**
   * Resolves with whether it was completed; `false` if it was stopped, which leaves the file as it was. Rejects when
   * another process, such as a backup, holds the file for long, or the disk is full.
   */
  finished: Promise<boolean>;
  stop(): void;
}

/**
 * Starts to rewrite a SQLite file without deleted data and to truncate its log. This also removes copies of rows left
 * in pages from which they were moved, which secure deletion does not overwrite. Readers are not blocked; writes are, for
 * some seconds a gigabyte. It runs in a process of its own, because only a process can be stopped in the middle: SQLite
 * then takes back what was not committed, and the locks are gone with the process.
 */
export function startSqliteVacuum(file: string): SqliteVacuum {
  const program = fileURLToPath(new URL("./sqlite-vacuum-process.ts", import.meta.url));
  const child = Bun.spawn([process.execPath, program, file], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  return { finished: resultOf(child), stop: () => child.kill("SIGKILL") };
}

async function resultOf(child: Bun.Subprocess<"ignore", "ignore", "pipe">): Promise<boolean> {
  const [said, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  if (code === 0) return true;
  if (child.signalCode === "SIGKILL") return false;
  throw new Error(`rewriting the database file failed: ${said.trim()}`);
}
