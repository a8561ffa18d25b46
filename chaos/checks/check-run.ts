import type { Submissions } from "../actors/messages/submissions.ts";
import type { ReaderView } from "../actors/messages/reader-view.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import { checkAssignment, type AssignmentRule } from "./check-assignment.ts";
import { checkStoredMessages } from "./check-stored-messages.ts";
import { checkMessageOrder } from "./check-message-order.ts";
import { checkFactNumbers } from "./check-fact-numbers.ts";
import { checkSessionRules } from "./check-session-rules.ts";
import { checkReaderViews } from "./check-reader-views.ts";
import type { DatabaseContent, NewestNumbers } from "./database-content.ts";

/** The evidence a run is checked by. */
export interface Evidence {
  content: DatabaseContent;
  submissions: Submissions;
  views: readonly ReaderView[];
  /** The newest numbers once the faults had ended and nothing was pending. */
  newestNumbers: NewestNumbers;
  /** Client ids of messages a person still sees as waiting, or as failed. */
  waiting: ReadonlySet<string>;
  /** The reasons for which messages may be refused in this run. */
  mayRefuse: readonly string[];
  assignmentRule: AssignmentRule;
}

/** Checks a run against every rule. */
export function checkRun(evidence: Evidence, counters: ViolationCounters): void {
  const { content, submissions, views, newestNumbers } = evidence;
  if (content.damage !== "") counters.count("unhealthy", content.damage);
  checkOutcomes(evidence, counters);
  checkStoredMessages(content, submissions.all(), counters);
  checkFactNumbers(content, views, counters);
  checkMessageOrder(content, submissions.all(), counters);
  checkReaderViews(content, views, newestNumbers, counters);
  checkSessionRules(content, counters);
  checkAssignment(content, evidence.assignmentRule, counters);
}

/** Checks that each message ends as stored, as refused with a reason, or as visibly waiting. */
function checkOutcomes({ submissions, waiting, mayRefuse }: Evidence, counters: ViolationCounters): void {
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
