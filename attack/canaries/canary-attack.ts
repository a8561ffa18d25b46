import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import { PASSWORD } from "../../e2e/support/member-accounts.ts";
import { openTwoOrganizations } from "../support/two-organizations.ts";
import { checkCustomerErasure } from "./check-customer-erasure.ts";
import { collectResponses } from "./collect-responses.ts";
import { plantCanaries } from "./plant-canaries.ts";
import { type Actor, type Canary, createCanaries } from "./canaries.ts";
import { wordsInDataFiles } from "./search-data-files.ts";

const LOOKED_FOR = "secrets and personal words looked for";
const READ_BACK = "words read back by those who may";

/**
 * Puts a unique value into every secret and personal field, and searches all responses to each kind of caller and the
 * output of the process for it. Secrets are also searched for in the raw files; messages from and to a customer,
 * after they have been erased, in the files too.
 */
export const canaryAttack: Attack = {
  name: "canaries",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: ["inForeignPayloads", "inLogs", "inFiles", "inFilesAfterErasure"],
  async run(findings) {
    const canaries = createCanaries();
    await using organizations = await openTwoOrganizations({ appSecret: canaries.appSecret.value });
    const { switchboard } = organizations;
    const actors = await plantCanaries(organizations, canaries);
    const all: Canary[] = [
      ...Object.values(canaries),
      ...actors.serverMade,
      { field: "everybody's password", value: PASSWORD, readers: [], isKept: false },
    ];
    findings.plan(LOOKED_FOR, all.length);
    checkResponses(findings, all, await collectResponses(organizations, actors));
    // Stop first, so that output written during shutdown is searched too.
    await switchboard.stop();
    const output = switchboard.printed();
    const inFiles = new Set(
      wordsInDataFiles(
        switchboard.dataDir,
        all.map(({ value }) => value),
      ),
    );
    for (const { field, value, isKept } of all) {
      if (output.includes(value)) findings.countViolation("inLogs", field);
      if (!isKept && inFiles.has(value)) findings.countViolation("inFiles", field);
      findings.markDone(LOOKED_FOR);
    }
    findings.plan("kept words found in the files", all.filter(({ isKept }) => isKept).length);
    findings.markDone(
      "kept words found in the files",
      all.filter(({ isKept, value }) => isKept && inFiles.has(value)).length,
    );
    await checkCustomerErasure(organizations, canaries, findings);
  },
};

function checkResponses(findings: Findings, all: readonly Canary[], responses: Record<Actor, string>): void {
  const readers = all.flatMap((canary) => canary.readers.map((actor) => ({ canary, actor })));
  findings.plan(READ_BACK, readers.length);
  // If an allowed reader does not get it, the attack has not requested everything.
  for (const { canary, actor } of readers) {
    if (responses[actor].includes(canary.value)) findings.markDone(READ_BACK);
    else findings.recordFigure(`not read back: ${canary.field} by ${actor}`, 1);
  }
  for (const [actor, text] of Object.entries(responses))
    for (const { field, value, readers: allowed } of all)
      if (text.includes(value) && !allowed.some((reader) => reader === actor))
        findings.countViolation("inForeignPayloads", `${field}, sent to ${actor}`);
}
