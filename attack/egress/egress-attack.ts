import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import type { AttackResult } from "../runner/run-attack.ts";
import { isolatedNetworkCommand } from "./isolated-network.ts";
import { COUNTERS, tryForbiddenAddresses } from "./try-forbidden-addresses.ts";

const INSIDE = join(import.meta.dirname, "run-in-isolated-network.ts");

/**
 * A company's admin against the operator's network. A guard that failed would let real calls out, so all but this
 * machine's own addresses are tried in a network that leads nowhere.
 */
export const egressAttack: Attack = {
  name: "egress",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: COUNTERS,
  async run(findings, tier) {
    const network = tier === "full" ? isolatedNetworkCommand() : null;
    if (tier === "full" && network === null)
      throw new Error("A network of its own is not permitted here; run as root, or permit user namespaces.");
    await (network === null ? tryForbiddenAddresses(findings, "machine") : runInside(findings, network));
  },
};

/** Runs it in a process in that network, which writes down what it found. */
async function runInside(findings: Findings, network: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "switchboard-egress-"));
  try {
    const report = join(folder, "finding.json");
    findings.plan("runs in a network that leads nowhere", 1);
    const run = Bun.spawn([...network, process.execPath, INSIDE, report], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    await run.exited;
    const finding: AttackResult = JSON.parse(await readFile(report, "utf8"));
    findings.merge(finding);
    if (finding.missed.length > 0) throw new Error(finding.missed.join("; "));
    findings.markDone("runs in a network that leads nowhere");
  } finally {
    await rm(folder, { recursive: true });
  }
}
