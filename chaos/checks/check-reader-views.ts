import type { SessionFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { ShownFact, ReaderView } from "../actors/messages/reader-view.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { FactRow, DatabaseContent, NewestNumbers } from "./database-content.ts";
import { erasuresIn } from "./erasures.ts";

/** A fact that a reader should be shown, at any time. */
type Expected = Omit<ShownFact, "at">;

/** Whether a customer is sent a fact of their session. */
const IS_FOR_CUSTOMERS: Readonly<Record<SessionFact["kind"], boolean>> = {
  "session-opened": true,
  "message-posted": true,
  "session-held": true,
  "session-rerouted": false,
  "holder-away": false,
  "kept-open": true,
  "clock-set-back": true,
  "bot-turn-started": true,
  "bot-turn-stopped": true,
  "bot-turn-failed": true,
  "person-offered": true,
  "customer-left": false,
  "customer-back": false,
  "session-ended": true,
  "session-attended": false,
  "mail-snoozed": false,
};

/**
 * Checks that each reader was shown exactly what the database holds, once and in order, up to the newest numbers
 * after the faults ended.
 */
export function checkReaderViews(
  content: DatabaseContent,
  views: readonly ReaderView[],
  newestNumbers: NewestNumbers,
  counters: ViolationCounters,
): void {
  const erasures = erasuresIn(content);
  const byOrg = Map.groupBy(content.facts, ({ orgId }) => orgId);
  const bySession = Map.groupBy(content.facts, ({ sessionId }) => sessionId);
  const orgOf = new Map(content.facts.map(({ sessionId, orgId }) => [sessionId, orgId]));
  for (const view of views) {
    const { sessionId, orgId } = view;
    checkIsolation(view, orgOf, counters);
    const truth =
      sessionId === null
        ? (byOrg.get(orgId) ?? []).map((row) => expectedOf(row, row.no))
        : (bySession.get(sessionId) ?? [])
            .filter(({ fact }) => "sessionId" in fact && IS_FOR_CUSTOMERS[fact.kind])
            .map((row) => forCustomer(expectedOf(row, row.sessionNo ?? 0)));
    const upTo =
      (sessionId === null ? newestNumbers.feedNos.get(orgId) : newestNumbers.sessionNos.get(sessionId)) ?? 0;
    for (const [index, { after, shown }] of view.stretches.entries()) {
      // Facts from before a resync need not have been shown.
      const end = index === view.stretches.length - 1 ? upTo : (shown.at(-1)?.no ?? after);
      // A fact that was shown and erased later was no phantom. A customer's numbers are not those of the feed.
      const isErased = (one: ShownFact) =>
        erasures.isErased({ orgId, sessionId: one.sessionId, no: sessionId === null ? one.no : 0 });
      compare(
        view.actor,
        shown.filter((one) => !isErased(one)),
        truth.filter(({ no }) => no > after),
        { end, counters },
      );
    }
  }
}

function expectedOf({ fact, sessionId }: FactRow, no: number): Expected {
  const message = fact.kind === "message-posted" ? fact.message : null;
  return {
    no,
    kind: fact.kind,
    sessionId,
    clientId: message?.clientId ?? null,
    text: message?.text ?? null,
    by: message?.author.kind ?? null,
  };
}

/** To a customer, a clock that was set back is like a chat that was kept open: it ends at another time. */
function forCustomer(expected: Expected): Expected {
  return expected.kind === "clock-set-back" ? { ...expected, kind: "kept-open" } : expected;
}

/** Counts every fact a reader was shown from another organization or, for a customer, from another session. */
function checkIsolation(
  view: ReaderView,
  orgOf: Map<SessionId | null, OrgId>,
  counters: ViolationCounters,
): void {
  for (const { shown } of view.stretches) {
    for (const { sessionId, no } of shown) {
      const isForeign =
        (sessionId !== null && (orgOf.get(sessionId) ?? view.orgId) !== view.orgId) ||
        (view.sessionId !== null && sessionId !== view.sessionId);
      if (isForeign) counters.count("crossTenant", `${view.actor} was shown ${no} of ${sessionId}`);
    }
  }
}

function compare(
  actor: string,
  shown: readonly ShownFact[],
  truth: readonly Expected[],
  { end, counters }: { end: number; counters: ViolationCounters },
): void {
  const expected = new Map(truth.map((one) => [one.no, one]));
  const seen = new Set<number>();
  let last = 0;
  for (const one of shown) {
    if (one.no <= last) counters.count("viewOrder", `${actor} was shown ${one.no} after ${last}`);
    last = Math.max(last, one.no);
    seen.add(one.no);
    const real = expected.get(one.no);
    if (real === undefined || !isSame(real, one))
      counters.count("viewPhantom", `${actor} was shown ${JSON.stringify(one)}, not ${JSON.stringify(real)}`);
  }
  for (const { no, kind } of truth)
    if (no <= end && !seen.has(no)) counters.count("viewMissing", `${actor} was not shown ${kind} ${no}`);
}

function isSame(a: Expected, b: Expected): boolean {
  return (["kind", "sessionId", "clientId", "text", "by"] as const).every((name) => a[name] === b[name]);
}
