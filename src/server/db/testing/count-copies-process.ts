import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// The process of `countCopiesInFiles`: prints how often the second argument occurs in the files of the folder that is the
// first.
const [folder = "", word = ""] = process.argv.slice(2);
const counts = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString("latin1").split(word).length - 1);
process.stdout.write(String(counts.reduce((sum, count) => sum + count, 0)));
