/**
 * `bun run bench:compare`: two or more builds of Switchboard beside each other in one interleaved run, with this
 * checkout twice, so that the table shows what the machine alone makes of equal builds (an A/A pair).
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
