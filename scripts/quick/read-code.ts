import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesOfCheckout } from "./changed-files.ts";
import { readImporters } from "./importers.ts";
import type { Code } from "./tests-of.ts";

/** Reads all TypeScript files of the checkout at `root`, with their import graph. */
export function readCode(root: string): Code {
  const files = filesOfCheckout(root).filter((file) => /\.tsx?$/.test(file));
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")] as const));
  const { imports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return { texts, importers: readImporters(texts, imports) };
}
