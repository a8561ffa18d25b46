import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("./sqlite-vacuum-process.ts", import.meta.url));

/** Sent to all processes of a server that is told to stop. */
const STOP_SIGNALS: ReadonlySet<string | number | null> = new Set(["SIGTERM", "SIGINT", "SIGHUP"]);

/**
 * A rewrite that failed. The code is SQLite's, or the signal that ended the process; logs contain no more than that.
 */
class VacuumFailed extends Error {
  override readonly name = "VacuumFailed";
  readonly code: string;

  constructor(code: string, said: string) {
    super(`rewriting the database file failed: ${said || code}`);
    this.code = code;
  }
}

/** A running rewrite of a SQLite file. */
export interface SqliteVacuum {
  /**
   * Resolves with whether it was completed; `false` if it was stopped, which leaves the file as it was. Rejects when
   * another process, such as a backup, holds the file for long, the disk is full, or the system ended the process, for
   * instance because memory ran out.
   */
  finished: Promise<boolean>;
  stop(): void;
}

/**
 * Starts to rewrite a SQLite file without deleted data and to truncate its log. This also removes copies of rows left
 * in pages from which they were moved, which secure deletion does not overwrite. Readers are not blocked; writes are,
 * for some seconds a gigabyte. It runs in a process of its own, because only a process can be stopped in the middle:
 * SQLite then takes back what was not committed, and the locks are gone with the process.
 *
 * @param program - the program of that process, for tests
 */
export function startSqliteVacuum(file: string, program = PROGRAM): SqliteVacuum {
  const child = Bun.spawn([process.execPath, program, file], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  let isStopped = false;

  async function result(): Promise<boolean> {
    const [said, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
    if (code === 0) return true;
    if (isStopped || STOP_SIGNALS.has(child.signalCode)) return false;
    throw new VacuumFailed(
      child.signalCode?.toString() ?? /\bSQLITE_[A-Z_]+/.exec(said)?.[0] ?? `exit ${code}`,
      said.trim(),
    );
  }

  return {
    finished: result(),
    stop() {
      isStopped = true;
      child.kill("SIGKILL");
    },
  };
}
