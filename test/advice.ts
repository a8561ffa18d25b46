import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "bun:test";

const ROOT = join(import.meta.dir, "..");

/**
 * A sentence for a test that fails: what to do, and in which file, such as
 * ``advice`Add its row to ${"docs/rules.md"}.` ``. Files are named from the checkout on.
 *
 * @throws Error for a file that is not there, so that a file that is moved takes its advice with it
 */
export function advice(texts: TemplateStringsArray, ...files: string[]): string {
  const lost = files.find((file) => !existsSync(join(ROOT, file)));
  if (lost !== undefined) throw new Error(`This test sends people to ${lost}, which is not there.`);
  return String.raw({ raw: texts }, ...files);
}

/** A list that has to name everything there is of a kind, and what to do where it does not. */
interface ListOf {
  found: Iterable<string>;
  listed: Iterable<string>;
  /** As `advice` makes it. */
  fix: string;
}

/** Fails unless a list names all that was found and nothing besides, with the names that differ and what to do. */
export function expectListed({ found, listed, fix }: ListOf): void {
  const [there, named] = [new Set(found), new Set(listed)];
  const missing = [...there].filter((name) => !named.has(name));
  const left = [...named].filter((name) => !there.has(name));
  const told = [
    fix,
    ...(missing.length === 0 ? [] : [`Not listed: ${missing.join(", ")}.`]),
    ...(left.length === 0 ? [] : [`Listed, but not there: ${left.join(", ")}.`]),
  ];
  expect({ missing, left }, told.join(" ")).toEqual({ missing: [], left: [] });
}
