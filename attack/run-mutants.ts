/**
 * `bun run attack:removals`: removes one guard at a time from a copy of this checkout and checks that the attack on
 * it fails. The checkout itself is not changed.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bunCommand, ROOT } from "../scripts/processes/bun-command.ts";
import { type GuardMutant, GUARD_MUTANTS } from "./mutants/guard-mutants.ts";

const COPIED = ["src", "e2e", "attack", "scripts", "test", "drizzle", "package.json", "tsconfig.base.json"];

const only = process.argv[2] ?? null;
const chosen = GUARD_MUTANTS.filter(({ attack }) => only === null || attack === only);
const unnoticed = chosen.filter((removal) => !isNoticed(removal));
process.stdout.write(`removals: ${chosen.length - unnoticed.length} noticed, ${unnoticed.length} not\n`);
process.exit(unnoticed.length === 0 && chosen.length > 0 ? 0 : 1);

function isNoticed(removal: GuardMutant): boolean {
  const copy = mkdtempSync(join(tmpdir(), "switchboard-removal-"));
  try {
    for (const part of COPIED) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    removeGuard(copy, removal);
    run(copy, "scripts/build.ts");
    const report = join(copy, "findings.json");
    run(copy, "attack/run.ts", "--only", removal.attack, "--json", report);
    const count = countIn(report, `${removal.attack}.${removal.counter}`);
    const verdict = count > 0 ? "noticed " : "UNNOTICED";
    process.stdout.write(`${verdict}  ${removal.name}: ${removal.attack}.${removal.counter} is ${count}\n`);
    return count > 0;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Removes a guard from the copy. @throws Error if the source has changed: then the removal must be updated */
function removeGuard(copy: string, { file, from, to, name }: GuardMutant): void {
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  if (text.split(from).length !== 2)
    throw new Error(`“${name}”: this does not occur exactly once in ${file}: ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

function run(cwd: string, ...args: string[]): void {
  const [command = "", ...rest] = bunCommand(...args);
  spawnSync(command, rest, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

function countIn(report: string, name: string): number {
  if (!existsSync(report)) return 0;
  const found: { counters: Record<string, number> } = JSON.parse(readFileSync(report, "utf8"));
  return found.counters[name] ?? 0;
}
