import type { Member } from "../../e2e/support/api-client.ts";
import type { Findings } from "../runner/findings.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Canary, Canaries } from "./canaries.ts";
import { wordsInDataFiles } from "./search-data-files.ts";

const ERASED = "words of an erased customer looked for in the files";

/** Has an admin erase the visitor, and looks for every word of theirs, and to them, in the files from then on. */
export async function eraseCustomer(
  { switchboard, ours }: TwoOrganizations,
  planted: Canaries,
  findings: Findings,
): Promise<void> {
  const theirs = [planted.visitorName, planted.visitorEmail, planted.visitorWords, planted.agentWords];
  findings.plan(ERASED, theirs.length);
  await switchboard.start();
  await erase(ours.admin, planted.visitorEmail);
  const left = () =>
    wordsInDataFiles(
      switchboard.dataDir,
      theirs.map(({ value }) => value),
    );
  // The file is written anew beside the answer; what is there when it stops is there for good.
  await waitUntil("the file is written anew", () => left().length === 0).catch(() => {});
  await switchboard.stop();
  const kept = new Set(left());
  for (const { field, value } of theirs) {
    if (kept.has(value)) findings.countViolation("inFilesAfterErasure", field);
    findings.markDone(ERASED);
  }
}

async function erase({ api }: Member, { value: email }: Canary): Promise<void> {
  const [found] = await api.privacy.find.query({ email });
  if (found === undefined) throw new Error("the visitor was not found by their address");
  await api.privacy.eraseCustomer.mutate({ customerId: found.customer.id });
}
