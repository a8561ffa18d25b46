import type { Submission } from "../actors/messages/submissions.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { DatabaseContent } from "./database-content.ts";

/** Checks that messages are stored in the order in which they were sent. */
export function checkMessageOrder(
  content: DatabaseContent,
  submissions: Iterable<Submission>,
  counters: ViolationCounters,
): void {
  const stored = storedNumbers(content, submissions);
  for (const same of Map.groupBy(
    stored,
    ({ submission }) => `${submission.actor} ${submission.sessionId}`,
  ).values())
    checkSender(same, counters);
  for (const same of Map.groupBy(stored, ({ submission }) => submission.sessionId).values())
    checkRealTime(same, counters);
}

interface StoredSubmission {
  submission: Submission;
  no: number;
}

function storedNumbers({ messages }: DatabaseContent, submissions: Iterable<Submission>): StoredSubmission[] {
  const numbers = new Map(messages.map((row) => [`${row.sessionId} ${row.clientId}`, row.no]));
  return [...submissions].flatMap((submission) => {
    const no = numbers.get(`${submission.sessionId} ${submission.clientId}`);
    return no === undefined ? [] : [{ submission, no }];
  });
}

function checkSender(stored: readonly StoredSubmission[], counters: ViolationCounters): void {
  let last = 0;
  for (const { submission, no } of stored.toSorted((a, b) => a.submission.place - b.submission.place)) {
    if (submission.retried) continue;
    if (no < last)
      counters.count(
        "reorderSender",
        `${submission.clientId} of ${submission.actor} is ${no}, after ${last}`,
      );
    last = Math.max(last, no);
  }
}

/** Checks that a message acknowledged before another was first sent has the lower number. */
function checkRealTime(stored: readonly StoredSubmission[], counters: ViolationCounters): void {
  const acked = stored.flatMap(({ submission, no }) =>
    submission.ackedAt === null ? [] : [{ at: submission.ackedAt, no }],
  );
  acked.sort((a, b) => a.at - b.at);
  let [next, highest] = [0, 0];
  for (const { submission, no } of stored.toSorted(
    (a, b) => (a.submission.invokedAt ?? 0) - (b.submission.invokedAt ?? 0),
  )) {
    for (
      let ack = acked[next];
      ack !== undefined && ack.at < (submission.invokedAt ?? 0);
      ack = acked[next]
    ) {
      highest = Math.max(highest, ack.no);
      next += 1;
    }
    if (no < highest)
      counters.count("realTime", `${submission.clientId} is ${no}, sent after ${highest} was acknowledged`);
  }
}
