import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import { PASSWORD } from "../../e2e/support/api-client.ts";
import { openTwoOrganizations } from "../support/two-organizations.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { collectResponses } from "./collect-responses.ts";
import { plantCanaries } from "./plant-canaries.ts";
import { type Actor, type Canary, createCanaries } from "./canaries.ts";
import { wordsInDataFiles } from "./search-data-files.ts";

const LOOKED_FOR = "secrets and personal words looked for";
const READ_BACK = "words read back by those who may";

/**
 * A word of its own in every secret and personal field. It is looked for in all that each kind of caller is sent, in
 * what the process prints, and, where it is a secret, in the raw files; and what a customer said or was told, in the files
 * after they were erased.
 */
export const canaryAttack: Attack = {
  name: "canaries",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: ["inForeignPayloads", "inLogs", "inFiles", "inFilesAfterErasure"],
  async run(findings) {
    const planted = createCanaries();
    await using organizations = await openTwoOrganizations({ appSecret: planted.appSecret.value });
    const { switchboard } = organizations;
    const cast = await plantCanaries(organizations, planted);
    const all: Canary[] = [
      ...Object.values(planted),
      ...cast.made,
      { field: "everybody's password", value: PASSWORD, readers: [], isKept: false },
    ];
    findings.plan(LOOKED_FOR, all.length);
    lookIntoPayloads(findings, all, await collectResponses(organizations, cast));
    // A crash must not be chattier than a day's work, and what is written late is written by then.
    await switchboard.stop();
    const printed = switchboard.printed();
    const kept = new Set(
      wordsInDataFiles(
        switchboard.dataDir,
        all.map(({ value }) => value),
      ),
    );
    for (const { field, value, isKept } of all) {
      if (printed.includes(value)) findings.countViolation("inLogs", field);
      if (!isKept && kept.has(value)) findings.countViolation("inFiles", field);
      findings.markDone(LOOKED_FOR);
    }
    findings.plan("kept words found in the files", all.filter(({ isKept }) => isKept).length);
    findings.markDone(
      "kept words found in the files",
      all.filter(({ isKept, value }) => isKept && kept.has(value)).length,
    );
    await eraseCustomer(organizations, planted, findings);
  },
};

function lookIntoPayloads(findings: Findings, all: readonly Canary[], heard: Record<Actor, string>): void {
  const readers = all.flatMap((canary) => canary.readers.map((actor) => ({ canary, actor })));
  findings.plan(READ_BACK, readers.length);
  // Somebody who may read it and does not shows that we have not asked for everything.
  for (const { canary, actor } of readers) {
    if (heard[actor].includes(canary.value)) findings.markDone(READ_BACK);
    else findings.recordFigure(`not read back: ${canary.field} by ${actor}`, 1);
  }
  for (const [actor, text] of Object.entries(heard))
    for (const { field, value, readers: allowed } of all)
      if (text.includes(value) && !allowed.some((reader) => reader === actor))
        findings.countViolation("inForeignPayloads", `${field}, sent to ${actor}`);
}
