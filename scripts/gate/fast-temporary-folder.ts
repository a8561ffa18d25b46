import { chmodSync, existsSync, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** A file system in memory, on Linux. In a container it may be far too small. */
const IN_MEMORY = "/dev/shm";
/** The databases of a whole run, three times over. */
const ENOUGH_BYTES = 3 * 2 ** 30;
const REMOVAL_ATTEMPTS = 20;
const REMOVAL_PAUSE_MS = 250;

/**
 * Creates a folder for the temporary files of a test run: in memory where there is room, as databases that are made for
 * one test and thrown away need not wait for a disk.
 */
export function createFastTemporaryFolder(inMemory = IN_MEMORY): string {
  const folder = mkdtempSync(join(hasRoom(inMemory) ? inMemory : tmpdir(), "switchboard-unit-"));
  // The Postgres of the tests runs as another user when the tests run as root.
  chmodSync(folder, 0o1777);
  return folder;
}

/**
 * Removes the folder with what is left in it. Servers of the run may still be removing their own files from it, which
 * makes a removal that meets them fail, or stop without a word.
 */
export async function removeTemporaryFolder(folder: string): Promise<void> {
  for (let attempt = 1; existsSync(folder); attempt += 1) {
    try {
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      if (attempt === REMOVAL_ATTEMPTS) throw error;
    }
    if (attempt > 1) await setTimeout(REMOVAL_PAUSE_MS);
  }
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ENOUGH_BYTES;
}
