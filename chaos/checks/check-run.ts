import type { Submissions } from "../actors/messages/submissions.ts";
import type { View } from "../actors/messages/reader-view.ts";
import type { Counters } from "../support/violation-counters.ts";
import { checkAssigning, type SharingOut } from "./check-assignment.ts";
import { checkMessages } from "./check-stored-messages.ts";
import { checkOrder } from "./check-message-order.ts";
import { checkSessions } from "./check-session-rules.ts";
import { checkViews } from "./check-reader-views.ts";
import type { Ledger, Marks } from "./database-content.ts";

/** What a run leaves to be judged. */
export interface Evidence {
  ledger: Ledger;
  submissions: Submissions;
  views: readonly View[];
  /** The newest numbers when all was well again and the readers had had their time. */
  marks: Marks;
  /** Which messages a person still sees as waiting, or as failed. */
  waiting: ReadonlySet<string>;
  /** Reasons for which a message may be refused here. */
  mayRefuse: readonly string[];
  sharingOut: SharingOut;
}

/** Holds a run to every rule. */
export function checkRun(evidence: Evidence, counters: Counters): void {
  const { ledger, submissions, views, marks } = evidence;
  if (ledger.damage !== "") counters.count("unhealthy", ledger.damage);
  checkFates(evidence, counters);
  checkMessages(ledger, submissions.all(), counters);
  checkOrder(ledger, submissions.all(), counters);
  checkViews(ledger, views, marks, counters);
  checkSessions(ledger, counters);
  checkAssigning(ledger, evidence.sharingOut, counters);
}

/** Each message ends as stored, as refused with a reason, or as visibly waiting. */
function checkFates({ submissions, waiting, mayRefuse }: Evidence, counters: Counters): void {
  for (const { clientId, actor, ackedAt, refusal } of submissions.all()) {
    if (ackedAt !== null && refusal !== null)
      counters.count("refused", `${clientId} of ${actor} was both stored and refused: ${refusal}`);
    const isWaiting = waiting.has(clientId);
    if (ackedAt === null && refusal === null)
      counters.count(isWaiting ? "stuck" : "silent", `${clientId} of ${actor}`);
    if (refusal !== null && ackedAt === null && !mayRefuse.includes(refusal))
      counters.count("refused", `${clientId} of ${actor}: ${refusal}`);
  }
}
