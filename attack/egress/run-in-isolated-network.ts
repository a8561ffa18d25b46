/** Started by `egress-attack.ts` in a network that leads nowhere; writes what it found to the file named. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAttack } from "../runner/run-attack.ts";
import { configureIsolatedNetwork } from "./isolated-network.ts";
import { COUNTERS, tryForbiddenAddresses } from "./try-forbidden-addresses.ts";

const [report = ""] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "switchboard-network-"));
const finding = await runAttack(
  {
    name: "egress",
    tiers: ["full"],
    canRunInParallel: true,
    counters: COUNTERS,
    async run(findings) {
      configureIsolatedNetwork(folder);
      await tryForbiddenAddresses(findings, "network");
    },
  },
  "full",
);
rmSync(folder, { recursive: true });
writeFileSync(report, JSON.stringify(finding));
process.exit(0);
