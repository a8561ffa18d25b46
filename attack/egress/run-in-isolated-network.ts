/** The child process that `egress-attack.ts` starts in an isolated network. Writes its result to the given file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAttack } from "../runner/run-attack.ts";
import { configureIsolatedNetwork } from "./isolated-network.ts";
import { COUNTERS, tryForbiddenAddresses } from "./try-forbidden-addresses.ts";

const [report = ""] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "switchboard-network-"));
const result = await runAttack(
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
writeFileSync(report, JSON.stringify(result));
process.exit(0);
