import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../deployment/deployment.ts";
import type { Edit } from "./mutant.ts";

/** A copy of the product's source, broken. */
export interface BrokenSourceCopy extends Disposable {
  tree: string;
}

const COPIED = ["src", "drizzle", "package.json", "bunfig.toml"];
const LINKED = ["node_modules", "dist"];

/**
 * Copies the source and applies the edits to the copy, so that the product itself needs no switch that breaks it.
 *
 * @throws if an edit does not fit: the source has changed, and the mutant must be changed too
 */
export function breakSourceCopy(edits: readonly Edit[]): BrokenSourceCopy {
  const tree = mkdtempSync(join(tmpdir(), "switchboard-mutant-"));
  for (const name of COPIED) cpSync(join(ROOT, name), join(tree, name), { recursive: true });
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(tree, name));
  for (const { file, find, replace } of edits) {
    const path = join(tree, file);
    const source = readFileSync(path, "utf8");
    const times = source.split(find).length - 1;
    if (times !== 1) throw new Error(`${file} has ${times} places that match: ${find}`);
    writeFileSync(
      path,
      source.replace(find, () => replace),
    );
  }
  return {
    tree,
    [Symbol.dispose]: () => rmSync(tree, { recursive: true, force: true }),
  };
}
