import type { Member } from "../../e2e/support/member-accounts.ts";
import type { Findings } from "../runner/findings.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Canary, Canaries } from "./canaries.ts";
import { wordsInDataFiles } from "./search-data-files.ts";

const ERASED = "words of an erased customer looked for in the files";

/** More than the time in which nobody writes, and a rewrite, when the server's own work has stopped one. */
const WIPED_WITHIN_MS = 150_000;

/** Has an admin erase the customer, then searches the files for every text from and to them. */
export async function checkCustomerErasure(
  { switchboard, ours }: TwoOrganizations,
  canaries: Canaries,
  findings: Findings,
): Promise<void> {
  const erased = [canaries.customerName, canaries.customerEmail, canaries.customerText, canaries.agentText];
  findings.plan(ERASED, erased.length);
  await switchboard.start();
  await erase(ours.admin, canaries.customerEmail);
  const left = () =>
    wordsInDataFiles(
      switchboard.dataDir,
      erased.map(({ value }) => value),
    );
  // The file is rewritten when nobody has written for a while. What is still there when the server stops is counted.
  await waitUntil("the file is rewritten", () => left().length === 0, WIPED_WITHIN_MS).catch(() => {});
  await switchboard.stop();
  const kept = new Set(left());
  for (const { field, value } of erased) {
    if (kept.has(value)) findings.countViolation("inFilesAfterErasure", field);
    findings.markDone(ERASED);
  }
}

async function erase({ api }: Member, { value: email }: Canary): Promise<void> {
  const [found] = await api.privacy.find.query({ email });
  if (found === undefined) throw new Error("the customer was not found by their address");
  await api.privacy.eraseCustomer.mutate({ customerId: found.customer.id });
}
