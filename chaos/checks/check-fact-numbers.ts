import type { ReaderView } from "../actors/messages/reader-view.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { DatabaseContent } from "./database-content.ts";
import { type Erasures, erasuresIn } from "./erasures.ts";

/**
 * Checks that facts are numbered 1, 2, 3 … in their session and in their company, and that the counters equal the
 * last number. A number may be missing from a company's feed only if a reader was shown it with a fact of a session
 * that a later `erased` fact names. Of such a session nothing may be left.
 */
export function checkFactNumbers(
  content: DatabaseContent,
  views: readonly ReaderView[],
  counters: ViolationCounters,
): void {
  const erasures = erasuresIn(content);
  checkFeeds(content, explainedHoles(views, erasures), counters);
  checkSessions(content, erasures, counters);
}

/** Combines a company and a number into one key. */
const numberOf = (orgId: string, no: number) => `${orgId} ${no}`;

/** The numbers under which a reader was shown a fact that has been erased since. */
function explainedHoles(views: readonly ReaderView[], erasures: Erasures): ReadonlySet<string> {
  const ofFeeds = views.filter(({ sessionId }) => sessionId === null);
  return new Set(
    ofFeeds.flatMap(({ orgId, stretches }) =>
      stretches
        .flatMap(({ shown }) => shown)
        .filter(({ no, sessionId }) => erasures.isErased({ orgId, sessionId, no }))
        .map(({ no }) => numberOf(orgId, no)),
    ),
  );
}

function checkFeeds(
  { facts, feedNos }: DatabaseContent,
  explained: ReadonlySet<string>,
  counters: ViolationCounters,
): void {
  const feeds = new Map<string, number>();
  for (const { orgId, no } of facts) {
    const before = feeds.get(orgId) ?? 0;
    let expected = before + 1;
    while (expected < no && explained.has(numberOf(orgId, expected))) expected += 1;
    if (no !== expected)
      counters.count("nonDense", `${orgId}: ${no} after ${before}, and nobody saw ${expected} erased`);
    feeds.set(orgId, no);
  }
  for (const [orgId, no] of feedNos)
    if (no !== (feeds.get(orgId) ?? 0)) counters.count("nonDense", `${orgId} is said to end at ${no}`);
}

function checkSessions(
  { facts, sessionNos }: DatabaseContent,
  erasures: Erasures,
  counters: ViolationCounters,
): void {
  const sessions = new Map<string, number>();
  for (const { orgId, no, sessionId, sessionNo } of facts) {
    if (sessionId === null) continue;
    if (erasures.isErased({ orgId, sessionId, no }))
      counters.count("nonDense", `${sessionId} was erased, and still has ${sessionNo}`);
    const earlier = sessions.get(sessionId) ?? 0;
    if (sessionNo !== earlier + 1) counters.count("nonDense", `${sessionId}: ${sessionNo} after ${earlier}`);
    sessions.set(sessionId, sessionNo ?? earlier);
  }
  for (const [id, no] of sessionNos)
    if (no !== (sessions.get(id) ?? 0)) counters.count("nonDense", `${id} is said to end at ${no}`);
}
