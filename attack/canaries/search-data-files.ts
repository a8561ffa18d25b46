import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Which of these values occur in the files of a data folder, byte for byte: the database, its write-ahead log, and all
 * others. What is erased must not occur here either.
 */
export function wordsInDataFiles(dataDir: string, words: readonly string[]): string[] {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const contents = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  return words.filter((word) => contents.some((content) => content.includes(word)));
}
