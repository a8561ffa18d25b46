import type { Attack } from "../runner/attack.ts";
import type { Ledger } from "../runner/findings.ts";
import { PASSWORD } from "../../e2e/support/api-client.ts";
import { openTwoCompanies } from "../support/two-organizations.ts";
import { eraseVisitor } from "./erase-customer.ts";
import { gather } from "./collect-responses.ts";
import { plant } from "./plant-canaries.ts";
import { type Actor, type Canary, hatch } from "./canaries.ts";
import { wordsInFiles } from "./search-data-files.ts";

const LOOKED_FOR = "secrets and personal words looked for";
const READ_BACK = "words read back by those who may";

/**
 * A word of its own in every secret and personal field. It is looked for in all that each kind of caller is sent, in
 * what the process prints, and, where it is a secret, in the raw files; and what a customer said or was told, in the files
 * after they were erased.
 */
export const canaries: Attack = {
  name: "canaries",
  tiers: ["short", "full"],
  isLight: true,
  counters: ["inForeignPayloads", "inLogs", "inFiles", "inFilesAfterErasure"],
  async run(ledger) {
    const planted = hatch();
    await using companies = await openTwoCompanies({ appSecret: planted.appSecret.value });
    const { switchboard } = companies;
    const cast = await plant(companies, planted);
    const all: Canary[] = [
      ...Object.values(planted),
      ...cast.made,
      { field: "everybody's password", value: PASSWORD, readers: [], isKept: false },
    ];
    ledger.plan(LOOKED_FOR, all.length);
    lookIntoPayloads(ledger, all, await gather(companies, cast));
    // A crash must not be chattier than a day's work, and what is written late is written by then.
    await switchboard.stop();
    const printed = switchboard.printed();
    const kept = new Set(
      wordsInFiles(
        switchboard.dataDir,
        all.map(({ value }) => value),
      ),
    );
    for (const { field, value, isKept } of all) {
      if (printed.includes(value)) ledger.found("inLogs", field);
      if (!isKept && kept.has(value)) ledger.found("inFiles", field);
      ledger.carriedOut(LOOKED_FOR);
    }
    ledger.plan("kept words found in the files", all.filter(({ isKept }) => isKept).length);
    ledger.carriedOut(
      "kept words found in the files",
      all.filter(({ isKept, value }) => isKept && kept.has(value)).length,
    );
    await eraseVisitor(companies, planted, ledger);
  },
};

function lookIntoPayloads(ledger: Ledger, all: readonly Canary[], heard: Record<Actor, string>): void {
  const readers = all.flatMap((canary) => canary.readers.map((actor) => ({ canary, actor })));
  ledger.plan(READ_BACK, readers.length);
  // Somebody who may read it and does not shows that we have not asked for everything.
  for (const { canary, actor } of readers) {
    if (heard[actor].includes(canary.value)) ledger.carriedOut(READ_BACK);
    else ledger.figure(`not read back: ${canary.field} by ${actor}`, 1);
  }
  for (const [actor, text] of Object.entries(heard))
    for (const { field, value, readers: allowed } of all)
      if (text.includes(value) && !allowed.some((reader) => reader === actor))
        ledger.found("inForeignPayloads", `${field}, sent to ${actor}`);
}
