import { join } from "node:path";
import { ROOT } from "../run/bun.ts";

/** Where Bun writes down how long each file of tests took when it last ran. */
export const TEST_TIMES = join(ROOT, ".tsc/gate/test-times.json");

/** How long each file of tests took when it last ran here, in ms. */
export async function readTestTimes(): Promise<ReadonlyMap<string, number>> {
  const file = Bun.file(TEST_TIMES);
  if (!(await file.exists())) return new Map();
  const { files }: { files: Record<string, number> } = await file.json();
  return new Map(Object.entries(files));
}
