import type { SessionId } from "#domain/model/ids.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import type { DatabaseContent } from "./database-content.ts";

/** The longest time that a chat may go on in silence, with a little for the run itself. */
const LONGEST_MS = 3_600_000 + 15_000;

/** How the clock was set, by the lines that a process has printed: ahead or back, oldest first. */
export function clockLines(printed: string): string[] {
  return [...printed.matchAll(/^\S+ warning: the clock was set (ahead|back) by /gm)].map(
    ([, way = ""]) => way,
  );
}

/** The lines that a process has printed about a record that was ahead of its clock. */
export function setBackLines(printed: string): string[] {
  return [...printed.matchAll(/^\S+ warning: the newest entry is .* ahead of the clock: .*$/gm)].map(
    ([line]) => line,
  );
}

/**
 * Checks the record of a run whose clock was set back and is right now: facts say so where it was that of the record,
 * and no open chat goes on for longer than it may.
 */
export function checkSetBack(
  { facts }: Pick<DatabaseContent, "facts">,
  isOwnClock: boolean,
  counters: ViolationCounters,
): void {
  const said = facts.filter(({ fact }) => fact.kind === "clock-set-back").length;
  if (said > 0 !== isOwnClock) counters.count("unsaid", `${said} facts say that the clock was set back`);
  const endsAt = new Map<SessionId, number>();
  for (const { fact } of facts) {
    if (fact.kind === "session-ended") endsAt.delete(fact.sessionId);
    else if (fact.kind === "session-opened") endsAt.set(fact.sessionId, fact.session.clock.expiresAt);
    else if ("clock" in fact) endsAt.set(fact.sessionId, fact.clock.expiresAt);
  }
  for (const [sessionId, at] of endsAt) {
    const inMs = at - Date.now();
    if (inMs > LONGEST_MS) counters.count("wrongEnd", `${sessionId} ends in ${inMs} ms if nobody writes`);
  }
}
