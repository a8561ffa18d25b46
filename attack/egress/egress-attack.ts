import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attack } from "../runner/attack.ts";
import type { Ledger } from "../runner/findings.ts";
import type { Finding } from "../runner/run-attack.ts";
import { networkOfItsOwn } from "./isolated-network.ts";
import { COUNTERS, tryAddresses } from "./try-forbidden-addresses.ts";

const INSIDE = join(import.meta.dirname, "run-in-isolated-network.ts");

/**
 * A company's admin against the operator's network. A guard that failed would let real calls out, so all but this
 * machine's own addresses are tried in a network that leads nowhere.
 */
export const egress: Attack = {
  name: "egress",
  tiers: ["short", "full"],
  isLight: true,
  counters: COUNTERS,
  async run(ledger, tier) {
    const network = tier === "full" ? networkOfItsOwn() : null;
    if (tier === "full" && network === null)
      throw new Error("A network of its own is not permitted here; run as root, or permit user namespaces.");
    await (network === null ? tryAddresses(ledger, "machine") : runInside(ledger, network));
  },
};

/** Runs it in a process in that network, which writes down what it found. */
async function runInside(ledger: Ledger, network: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "switchboard-egress-"));
  try {
    const report = join(folder, "finding.json");
    ledger.plan("runs in a network that leads nowhere", 1);
    const run = Bun.spawn([...network, process.execPath, INSIDE, report], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    await run.exited;
    const finding: Finding = JSON.parse(await readFile(report, "utf8"));
    ledger.adopt(finding);
    if (finding.missed.length > 0) throw new Error(finding.missed.join("; "));
    ledger.carriedOut("runs in a network that leads nowhere");
  } finally {
    await rm(folder, { recursive: true });
  }
}
