/**
 * `bun run bench:compare`: compares two or more builds of Switchboard in one interleaved run. This checkout takes
 * part twice (an A/A pair), so that the table shows how much equal builds differ on this machine.
 */
import { readCompareOptions } from "./compare/compare-options.ts";
import { compareIdleWidgets } from "./compare/compare-idle-widgets.ts";
import { compareMessageLoad } from "./compare/compare-message-load.ts";
import { comparisonTable } from "./compare/comparison-table.ts";
import { leaveFirstCore } from "./measure/cpu-pinning.ts";

try {
  const { builds, rounds, parts, widgets } = readCompareOptions(process.argv.slice(2));
  leaveFirstCore();
  for (const part of parts) {
    const samples =
      part === "idle"
        ? await compareIdleWidgets(builds, { rounds, widgets })
        : await compareMessageLoad(builds, { rounds, database: part });
    console.info(`\n${comparisonTable(part, samples)}`);
  }
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
