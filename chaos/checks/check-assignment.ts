import type { AssignmentReason } from "#domain/model/fact.ts";
import type { MemberId, SessionId } from "#domain/model/ids.ts";
import type { Holder } from "#domain/model/session.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { FactRow, DatabaseContent } from "./database-content.ts";

/** The assignment settings of a run. The scenario sets them once, before the first chat. */
export interface AssignmentRule {
  capacity: number;
}

/** How many more chats than the least busy agent the chosen one may have, by the rule that chose. */
const EXTRA_LOAD_MAX: Readonly<Record<AssignmentReason["rule"], number>> = {
  "least-busy": 0,
  "last-agent": 1,
  "take-turns": Infinity,
  random: Infinity,
};

/** Checks that every automatic assignment was right according to the facts recorded before it. */
export function checkAssignment(
  { facts }: Pick<DatabaseContent, "facts">,
  rule: AssignmentRule,
  counters: ViolationCounters,
): void {
  const held = new Map<SessionId, MemberId>();
  // A mail session is part of nobody's load.
  const mail = new Set<SessionId>();
  for (const { fact } of facts) {
    if (fact.kind === "session-opened" && fact.session.channel === "mail") mail.add(fact.sessionId);
    if ("sessionId" in fact && mail.has(fact.sessionId)) continue;
    if (fact.kind === "session-ended") held.delete(fact.sessionId);
    const change = holderChange(fact);
    if (change === null) continue;
    if (change.reason !== null) checkChange({ ...change, reason: change.reason }, held, rule, counters);
    if (change.holder.kind === "agent") held.set(change.sessionId, change.holder.memberId);
    else held.delete(change.sessionId);
  }
}

interface HolderChange {
  sessionId: SessionId;
  holder: Holder;
  reason: AssignmentReason | null;
}

function holderChange(fact: FactRow["fact"]): HolderChange | null {
  if (fact.kind === "session-opened")
    return { sessionId: fact.sessionId, holder: fact.session.holder, reason: null };
  if (fact.kind !== "session-held") return null;
  const { sessionId, holder, why } = fact;
  return { sessionId, holder, reason: why.kind === "assigned" ? why.reason : null };
}

function checkChange(
  { sessionId, holder, reason }: HolderChange & { reason: AssignmentReason },
  held: ReadonlyMap<SessionId, MemberId>,
  { capacity }: AssignmentRule,
  counters: ViolationCounters,
): void {
  if (holder.kind !== "agent") return;
  const loads = new Map<MemberId, number>();
  for (const memberId of held.values()) loads.set(memberId, (loads.get(memberId) ?? 0) + 1);
  const own = loads.get(holder.memberId) ?? 0;
  if (own >= capacity)
    counters.count("overCapacity", `${sessionId} was assigned to ${holder.memberId}, who had ${own}`);
  for (const { memberId, load } of reason.candidates) {
    const real = loads.get(memberId) ?? 0;
    if (real !== load) counters.count("wrongLoad", `${memberId} was counted with ${load}, not ${real}`);
  }
  const least = Math.min(...reason.candidates.map(({ load }) => load));
  if (own > least + EXTRA_LOAD_MAX[reason.rule])
    counters.count(
      "wrongLoad",
      `${sessionId} was assigned by ${reason.rule} to a member with ${own} while another had ${least}`,
    );
}
