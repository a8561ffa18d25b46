import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ROOT } from "../systems/switchboard/switchboard-server.ts";

/** A checkout whose server is measured. */
export interface Build {
  name: string;
  /** An absolute path. */
  tree: string;
}

/** The parts to compare: messages on one of the databases, or idle widgets. */
type ComparedPart = "sqlite" | "postgres" | "idle";

export interface CompareOptions {
  /** This checkout, the others, and this checkout once more, so that the A/A pair spans the order of starting. */
  builds: readonly Build[];
  rounds: number;
  parts: readonly ComparedPart[];
  /** The number of idle widgets per build. */
  widgets: number;
}

const PARTS: readonly ComparedPart[] = ["sqlite", "postgres", "idle"];
const DEFAULT_ROUNDS = 15;
const DEFAULT_WIDGETS = 2_000;

const USAGE =
  "bun run bench:compare --with NAME=CHECKOUT [--with …] [--rounds N] [--only sqlite|postgres|idle,…] [--widgets N]";

/** Reads the command line. @throws with one line to print if it is invalid, or if a checkout is not ready to run */
export function readCompareOptions(words: readonly string[]): CompareOptions {
  const others: Build[] = [];
  let [rounds, widgets, parts] = [DEFAULT_ROUNDS, DEFAULT_WIDGETS, PARTS];
  const rest = [...words];
  while (rest.length > 0) {
    const [word, value = ""] = rest.splice(0, 2);
    if (word === "--with") others.push(readBuild(value));
    else if (word === "--rounds") rounds = readCount(word, value);
    else if (word === "--widgets") widgets = readCount(word, value);
    else if (word === "--only") parts = readParts(value);
    else throw new Error(`${word} is not known. Usage: ${USAGE}`);
  }
  const builds = [{ name: "this", tree: ROOT }, ...others, { name: "this again", tree: ROOT }];
  for (const { tree } of builds) assertBuilt(tree);
  return { builds, rounds, parts, widgets };
}

function readBuild(value: string): Build {
  const [name, tree] = value.split("=");
  if (name === undefined || tree === undefined)
    throw new Error(`--with takes NAME=CHECKOUT. Usage: ${USAGE}`);
  return { name, tree: resolve(tree) };
}

function readCount(word: string, value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count > 0) return count;
  throw new Error(`${word} takes a whole number above 0.`);
}

function readParts(value: string): readonly ComparedPart[] {
  const names = value.split(",");
  const unknown = names.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}: ${PARTS.join(", ")}.`);
  return PARTS.filter((part) => names.includes(part));
}

function assertBuilt(tree: string): void {
  if (existsSync(join(tree, "node_modules")) && existsSync(join(tree, "dist"))) return;
  throw new Error(`${tree} is not ready: run \`bun install\` and \`bun scripts/build.ts\` there.`);
}
