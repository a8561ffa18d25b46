import type { Submission } from "../actors/messages/submissions.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { DatabaseContent } from "./database-content.ts";

/** Whether the order is that in which things were said. */
export function checkMessageOrder(
  content: DatabaseContent,
  submissions: Iterable<Submission>,
  counters: ViolationCounters,
): void {
  const stored = storedNumbers(content, submissions);
  for (const same of Map.groupBy(stored, ({ said }) => `${said.actor} ${said.sessionId}`).values())
    checkSender(same, counters);
  for (const same of Map.groupBy(stored, ({ said }) => said.sessionId).values())
    checkRealTime(same, counters);
}

interface Stored {
  said: Submission;
  no: number;
}

function storedNumbers({ messages }: DatabaseContent, submissions: Iterable<Submission>): Stored[] {
  const numbers = new Map(messages.map((row) => [`${row.sessionId} ${row.clientId}`, row.no]));
  return [...submissions].flatMap((said) => {
    const no = numbers.get(`${said.sessionId} ${said.clientId}`);
    return no === undefined ? [] : [{ said, no }];
  });
}

function checkSender(stored: readonly Stored[], counters: ViolationCounters): void {
  let last = 0;
  for (const { said, no } of stored.toSorted((a, b) => a.said.place - b.said.place)) {
    if (said.retried) continue;
    if (no < last)
      counters.count("reorderSender", `${said.clientId} of ${said.actor} is ${no}, after ${last}`);
    last = Math.max(last, no);
  }
}

/** What was acknowledged before another was first sent stands before it. */
function checkRealTime(stored: readonly Stored[], counters: ViolationCounters): void {
  const acked = stored.flatMap(({ said, no }) => (said.ackedAt === null ? [] : [{ at: said.ackedAt, no }]));
  acked.sort((a, b) => a.at - b.at);
  let [next, highest] = [0, 0];
  for (const { said, no } of stored.toSorted((a, b) => (a.said.invokedAt ?? 0) - (b.said.invokedAt ?? 0))) {
    for (let ack = acked[next]; ack !== undefined && ack.at < (said.invokedAt ?? 0); ack = acked[next]) {
      highest = Math.max(highest, ack.no);
      next += 1;
    }
    if (no < highest)
      counters.count("realTime", `${said.clientId} is ${no}, sent after ${highest} was there`);
  }
}
