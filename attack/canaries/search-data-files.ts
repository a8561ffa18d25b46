import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Returns those of the values that occur, byte for byte, in the files of a data folder: the database, its write-ahead
 * log, and all others. Erased texts must not occur there either.
 */
export function wordsInDataFiles(dataDir: string, words: readonly string[]): string[] {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const contents = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  return words.filter((word) => contents.some((content) => content.includes(word)));
}
