import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of a build with one more migration, as the version after it may have. */
export interface NextBuild extends Disposable {
  tree: string;
  version: string;
  /** How many migrations it has. */
  schemaNo: number;
}

/** How many migrations a build has, and its version. */
export type BuildVersion = Pick<NextBuild, "schemaNo" | "version">;

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

const COPIED = ["src", "drizzle", "package.json", "bunfig.toml"];
const LINKED = ["node_modules", "dist"];
const ENGINES = ["sqlite", "postgres"];

/** Reads what the operator is told of a build. */
export function readBuildVersion(tree: string): BuildVersion {
  const { version }: { version: string } = JSON.parse(readFileSync(join(tree, "package.json"), "utf8"));
  return { version, schemaNo: readJournal(tree, "sqlite").entries.length };
}

/**
 * Builds the version after `tree`, in a temporary folder.
 *
 * @param isSafe - whether its migration says that builds from before it can go on
 */
export function createNextBuild(tree: string, version: string, isSafe: boolean): NextBuild {
  const next = mkdtempSync(join(tmpdir(), "switchboard-next-build-"));
  for (const name of COPIED) cpSync(join(tree, name), join(next, name), { recursive: true });
  for (const name of LINKED) symlinkSync(join(tree, name), join(next, name));
  const file = join(next, "package.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), version }));
  for (const engine of ENGINES) addMigration(next, engine, isSafe);
  return {
    tree: next,
    ...readBuildVersion(next),
    [Symbol.dispose]: () => rmSync(next, { recursive: true, force: true }),
  };
}

/** Adds a table that no other build looks at; what the migration says of them is another matter. */
function addMigration(tree: string, engine: string, isSafe: boolean): void {
  const journal = readJournal(tree, engine);
  const last = journal.entries.at(-1);
  const idx = journal.entries.length;
  const tag = `${String(idx).padStart(4, "0")}_next`;
  const when = (last?.when ?? 0) + 1;
  journal.entries.push({ idx, version: last?.version ?? "7", when, tag, breakpoints: true });
  writeFileSync(journalOf(tree, engine), JSON.stringify(journal));
  const answer = isSafe ? "safe" : "not safe";
  const sql = `-- Rolling deploys: ${answer}. So says this test.\nCREATE TABLE next_${idx} (id text PRIMARY KEY NOT NULL);\n`;
  writeFileSync(join(tree, "drizzle", engine, `${tag}.sql`), sql);
}

function readJournal(tree: string, engine: string): Journal {
  return JSON.parse(readFileSync(journalOf(tree, engine), "utf8"));
}

function journalOf(tree: string, engine: string): string {
  return join(tree, "drizzle", engine, "meta", "_journal.json");
}
