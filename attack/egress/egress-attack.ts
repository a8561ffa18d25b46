import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import type { AttackResult } from "../runner/run-attack.ts";
import { isolatedNetworkCommand } from "./isolated-network.ts";
import { COUNTERS, tryForbiddenAddresses } from "./try-forbidden-addresses.ts";

const PROCESS = join(import.meta.dirname, "run-in-isolated-network.ts");

/**
 * An organization's admin attacks the operator's network. If a guard failed, real connections would be made, so all
 * addresses except this machine's own are tried in an isolated network.
 */
export const egressAttack: Attack = {
  name: "egress",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: COUNTERS,
  async run(findings, tier) {
    const network = tier === "full" ? isolatedNetworkCommand() : null;
    if (tier === "full" && network === null)
      throw new Error("An isolated network is not permitted here; run as root, or allow user namespaces.");
    await (network === null ? tryForbiddenAddresses(findings, "machine") : runInside(findings, network));
  },
};

/** Runs the attack in a child process inside the isolated network. The child writes its result to a file. */
async function runInside(findings: Findings, network: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "switchboard-egress-"));
  try {
    const report = join(folder, "result.json");
    findings.plan("runs in a network that leads nowhere", 1);
    const child = Bun.spawn([...network, process.execPath, PROCESS, report], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    await child.exited;
    const result: AttackResult = JSON.parse(await readFile(report, "utf8"));
    findings.merge(result);
    if (result.missed.length > 0) throw new Error(result.missed.join("; "));
    findings.markDone("runs in a network that leads nowhere");
  } finally {
    await rm(folder, { recursive: true });
  }
}
