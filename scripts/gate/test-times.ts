import { join } from "node:path";
import { ROOT } from "../processes/bun-command.ts";

/** The file Bun writes with `--timings`. */
interface TimesFile {
  version: number;
  /** In ms, by file. */
  files: Record<string, number>;
}

const TEST_TIMES = join(ROOT, ".tsc/gate/test-times.json");

/** The time each test file took when it last passed here, in ms. */
export async function readTestTimes(kept = TEST_TIMES): Promise<ReadonlyMap<string, number>> {
  return new Map(Object.entries((await read(kept)).files));
}

/**
 * Merges the times of a run, which Bun has written to `fresh`, with those of other files. Failed files are left out,
 * because most of them stop early.
 */
export async function keepTestTimes(
  fresh: string,
  failed: ReadonlySet<string>,
  kept = TEST_TIMES,
): Promise<void> {
  const [known, measured] = [await read(kept), await read(fresh)];
  const passed = Object.entries(measured.files).filter(([file]) => !failed.has(file));
  const times: TimesFile = { ...known, files: { ...known.files, ...Object.fromEntries(passed) } };
  await Bun.write(kept, JSON.stringify(times, null, 2));
}

async function read(path: string): Promise<TimesFile> {
  const file = Bun.file(path);
  return (await file.exists()) ? await file.json() : { version: 1, files: {} };
}
