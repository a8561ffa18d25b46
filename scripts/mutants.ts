/**
 * Shows which faults the tests of a room do not notice. It draws mutants, which are source files with one operator
 * turned, one constant changed or one statement left out, and runs the room's own tests on each:
 * `bun run mutants domain`, `bun run mutants http --count 40`. Options: `--seed` repeats a draw on the same source,
 * `--jobs` runs that many at a time, `--with-acceptance` adds the tests of the whole server, `--json` prints JSON.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { testPostgresUrl } from "../test/test-postgres-url.ts";
import { readTestTimes } from "./gate/test-times.ts";
import { drawMutants } from "./mutants/draw-mutants.ts";
import { mutantLine, resultTable } from "./mutants/format-results.ts";
import { findRoom, type Room } from "./mutants/room.ts";
import { withNamedFiles } from "./mutants/named-files.ts";
import { runTests } from "./mutants/run-tests.ts";
import { copySource, type SourceCopy } from "./mutants/source-copy.ts";
import { type RoomTimes, type TriedMutant, tryMutant } from "./mutants/try-mutant.ts";
import { ROOT } from "./processes/bun-command.ts";
import { readCode } from "./quick/read-code.ts";
import { reachedFrom, testsOf } from "./quick/tests-of.ts";

/** What a test may take while other work slows it down, so that a slow test is not taken for a failed one. */
const TEST_LIMIT_MS = 20_000;
const LEAST_RUN_LIMIT_MS = 30_000;
const ROOM_LIMIT_MS = 1_800_000;
const SEEDS = 2 ** 32;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "100" },
    seed: { type: "string", default: `${Date.now() % SEEDS}` },
    jobs: { type: "string", default: "2" },
    "with-acceptance": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
// An exit removes the copies and stops the tests that run in them.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
const print = values.json ? console.error : console.info;

const code = withNamedFiles(readCode(ROOT));
const room = roomOrExit(positionals[0] ?? "");
const mutants = drawMutants(room.sources, wholeNumber("count"), wholeNumber("seed"));
print(
  `${mutants.length} mutants of ${positionals[0]} with --seed ${values.seed}, against the tests of ` +
    `${room.folder}${values["with-acceptance"] ? " and of the whole server" : ""}`,
);
const env = { ...process.env, ...(reachesDatabases() ? { TEST_POSTGRES_URL: await testPostgresUrl() } : {}) };
const copies = Array.from({ length: wholeNumber("jobs") }, () => copySource(ROOT));
const times = await runUnchanged(copies[0] ?? exitWith("--jobs is at least 1"));
const tried = (await Promise.all(copies.map(tryMutants))).flat();
for (const line of resultTable(tried, room)) print(line);
if (values.json) console.info(JSON.stringify({ room: positionals[0], seed: values.seed, mutants: listed() }));
process.exit(0);

function exitWith(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function roomOrExit(name: string): Room {
  try {
    return findRoom(name, code, values["with-acceptance"]);
  } catch (error) {
    return exitWith(`${error instanceof Error ? error.message : String(error)} Use: bun run mutants ROOM`);
  }
}

function wholeNumber(option: "count" | "seed" | "jobs"): number {
  const text = values[option];
  return /^\d+$/.test(text) ? Number(text) : exitWith(`--${option} is a whole number, not “${text}”`);
}

function reachesDatabases(): boolean {
  const reached = reachedFrom("test/test-postgres-url.ts", code);
  return room.tests.some((file) => reached.has(file));
}

/** Runs the tests without a change, which must pass, and measures them. */
async function runUnchanged({ folder }: SourceCopy): Promise<RoomTimes> {
  const testLimitMs = TEST_LIMIT_MS;
  const timesAt = join(folder, ".test-times.json");
  const args = [`--timings=${timesAt}`, "--update-timings"];
  const run = await runTests(room.tests, { folder, env, testLimitMs, limitMs: ROOM_LIMIT_MS, args });
  if (run.outcome !== "passed") exitWith(`${run.output}\nWithout a change the tests of ${room.folder} fail.`);
  const known = await readTestTimes(timesAt);
  return { msOf: (file) => known.get(file) ?? 0, testLimitMs, leastLimitMs: LEAST_RUN_LIMIT_MS };
}

/** Takes one mutant after the other from those that are left. */
async function tryMutants(copy: SourceCopy): Promise<TriedMutant[]> {
  const done: TriedMutant[] = [];
  for (let mutant = mutants.shift(); mutant !== undefined; mutant = mutants.shift()) {
    const reached = testsOf([mutant.file], code).filter(({ file }) => room.tests.includes(file));
    const result = await tryMutant(mutant, reached, times, { copy, env });
    print(mutantLine(result));
    done.push(result);
  }
  return done;
}

function listed() {
  return tried.map(({ mutant: { file, line, before, after }, outcome, noticedBy }) => {
    return { file, line, before, after, outcome, noticedBy };
  });
}
