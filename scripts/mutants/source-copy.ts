import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesOfCheckout } from "../quick/changed-files.ts";

/** A private copy of the checkout, in which files can be changed and tests be run. */
export interface SourceCopy extends Disposable {
  folder: string;
  /** Replaces a file's text until the returned object is disposed of. */
  replace(file: string, text: string): Disposable;
}

const LINKED = ["node_modules", "dist"];

/**
 * Copies what git tracks or would track, with changes that are not committed, and links what is installed and built.
 */
export function copySource(root: string): SourceCopy {
  const folder = mkdtempSync(join(tmpdir(), "switchboard-mutants-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  for (const file of filesOfCheckout(root)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  for (const name of LINKED) {
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(folder, name));
  }
  return {
    folder,
    replace(file, text) {
      const original = readFileSync(join(folder, file));
      writeFileSync(join(folder, file), text);
      return { [Symbol.dispose]: () => writeFileSync(join(folder, file), original) };
    },
    [Symbol.dispose]() {
      process.off("exit", remove);
      remove();
    },
  };
}
