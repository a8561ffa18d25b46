import { closeSync, openSync, readSync, statSync } from "node:fs";
import { DatabaseRefused } from "../database-refused.ts";

/** https://www.sqlite.org/fileformat2.html#the_database_header */
const HEADER = "SQLite format 3\0";

/**
 * Refuses a path at which there is something else than a file with one name. A second name (a hard link) would let
 * another process open the same file with a lock and a write-ahead log of its own, which destroys it
 * (https://www.sqlite.org/howtocorrupt.html#_multiple_links_to_the_same_file).
 *
 * @throws {DatabaseRefused}
 */
export function refuseOtherThanOneFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isFile())
    throw new DatabaseRefused(`${path} is not a file. Move it away: the database belongs there.`);
  if (stats.nlink > 1)
    throw new DatabaseRefused(
      `${path} has ${stats.nlink} names (hard links), and whoever opens it by another one destroys it. Find them with \`find / -xdev -samefile ${path}\` and remove all but this; for a copy use \`VACUUM INTO\`.`,
    );
}

/**
 * Refuses a file that is neither empty nor a SQLite database. Call it with the lock held: closing the file ends the
 * locks that this process has on it (POSIX).
 *
 * @throws {DatabaseRefused}
 */
export function refuseOtherFormats(file: string): void {
  const bytes = Buffer.alloc(HEADER.length);
  const handle = openSync(file, "r");
  let length: number;
  try {
    length = readSync(handle, bytes);
  } finally {
    closeSync(handle);
  }
  if (length > 0 && bytes.subarray(0, length).toString("latin1") !== HEADER)
    throw new DatabaseRefused(
      `${file} is not a SQLite database. Put the right file there, or move this one away to begin with an empty one.`,
    );
}
