/**
 * `bun run bench`: measures Switchboard next to its upper bound, a server on bare Bun, and a typical implementation.
 */
import { areComplete } from "./measure/figures.ts";
import { readOptions } from "./cli-options.ts";
import { leaveFirstCore } from "./measure/cpu-pinning.ts";
import { prepareSystems } from "./prepare-systems.ts";
import { writeReport } from "./report/write-report.ts";
import { runScenarios } from "./run-scenarios.ts";

try {
  const options = readOptions(process.argv.slice(2));
  prepareSystems(options.only.length === 0 || options.only.includes("talk"));
  leaveFirstCore();
  const { figures, failed } = await runScenarios(options);
  await writeReport(figures, {
    ...options,
    isComplete: areComplete(figures) && !options.short && failed.length === 0,
  });
  process.exit(failed.length === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
