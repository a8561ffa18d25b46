import type { Submission } from "../actors/messages/submissions.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { DatabaseContent } from "./database-content.ts";

/** Whether numbers are dense, and the order is that in which things were said. */
export function checkMessageOrder(
  content: DatabaseContent,
  submissions: Iterable<Submission>,
  counters: ViolationCounters,
): void {
  checkDense(content, counters);
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

/** Facts are numbered 1, 2, 3 … in their session and in their company, and the counters stand at the last. */
function checkDense({ facts, feedNos, sessionNos }: DatabaseContent, counters: ViolationCounters): void {
  const feeds = new Map<string, number>();
  const sessions = new Map<string, number>();
  for (const { orgId, no, sessionId, sessionNo } of facts) {
    const before = feeds.get(orgId) ?? 0;
    if (no !== before + 1) counters.count("nonDense", `${orgId}: ${no} after ${before}`);
    feeds.set(orgId, no);
    if (sessionId === null) continue;
    const earlier = sessions.get(sessionId) ?? 0;
    if (sessionNo !== earlier + 1) counters.count("nonDense", `${sessionId}: ${sessionNo} after ${earlier}`);
    sessions.set(sessionId, sessionNo ?? earlier);
  }
  for (const [orgId, no] of feedNos)
    if (no !== (feeds.get(orgId) ?? 0)) counters.count("nonDense", `${orgId} is said to end at ${no}`);
  for (const [id, no] of sessionNos)
    if (no !== (sessions.get(id) ?? 0)) counters.count("nonDense", `${id} is said to end at ${no}`);
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
