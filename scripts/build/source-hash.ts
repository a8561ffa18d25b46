import { join } from "node:path";
import { contentHash } from "./content-hash.ts";

/** Everything a build depends on: the browsers' code, its imports, its packages, and the build itself. */
const INPUTS = [
  "src/{client,widget,transport,domain,locales}/**/*",
  "scripts/build/*.ts",
  "{package.json,bun.lock,tsconfig.base.json}",
];
const TESTS = /\.test\.tsx?$/;

/** Hashes the contents of all inputs of a build. Equal hashes mean equal builds. */
export async function sourceHash(root: string): Promise<string> {
  const found = INPUTS.flatMap((pattern) => [...new Bun.Glob(pattern).scanSync({ cwd: root })]);
  const files = found.filter((file) => !TESTS.test(file)).toSorted();
  const marks = await Promise.all(
    files.map(async (file) => `${file} ${contentHash(await Bun.file(join(root, file)).bytes())}\n`),
  );
  return contentHash(marks.join(""));
}
