import type { AssignmentReason } from "../model/fact.ts";
import type { MemberId } from "../model/ids.ts";
import { type ActingMember, type Candidate, namesOf } from "../model/member.ts";
import type { Assigning, Policy } from "../model/settings.ts";

export interface Assignment extends ActingMember {
  reason: AssignmentReason;
}

/** Whether a policy may find several agents equally suitable, so that the setting `equalLoad` chooses between them. */
export const USES_EQUAL_LOAD: Readonly<Record<Policy, boolean>> = {
  "least-busy": true,
  "take-turns": false,
  random: false,
};

/**
 * How many chats more than the least busy agent a returning customer's last agent may hold and still be assigned that
 * customer's chat.
 */
const LAST_AGENT_EXTRA_LOAD = 1;

/**
 * Chooses the agent for the next queued chat.
 *
 * Members who are active, available, present and below capacity are eligible. The first in assignment order is
 * preferred; the recorder moves the assigned member to the end of that order.
 *
 * @param roster - all members in assignment order
 * @param lastMemberId - the member who served this customer last; used under `least-busy` only
 * @param random - returns a number in [0, 1)
 * @returns `null` if nobody is eligible
 */
export function assign(
  roster: readonly Candidate[],
  assigning: Assigning,
  lastMemberId: MemberId | null,
  random: () => number,
): Assignment | null {
  const eligible = roster.filter((candidate) => isEligible(candidate, assigning.capacity));
  if (eligible.length === 0) return null;

  const { chosen, rule, tieBreak } = choose(eligible, assigning, lastMemberId, random);
  const candidates = eligible.map(({ memberId, load }) => ({ memberId, load }));
  return { memberId: chosen.memberId, ...namesOf(chosen), reason: { rule, candidates, tieBreak } };
}

/** Whether a chat may be assigned to this member automatically. */
export function isEligible(candidate: Candidate, capacity: number): boolean {
  const { active, available, present, load } = candidate;
  return active && available && present && load < (candidate.capacity ?? capacity);
}

interface Choice extends Pick<AssignmentReason, "rule" | "tieBreak"> {
  chosen: Candidate;
}

function choose(
  eligible: readonly Candidate[],
  { policy, equalLoad }: Assigning,
  lastMemberId: MemberId | null,
  random: () => number,
): Choice {
  switch (policy) {
    case "take-turns":
    case "random":
      return { rule: policy, ...breakTie(eligible, policy, random) };
    case "least-busy":
      return chooseLeastBusy(eligible, equalLoad, lastMemberId, random);
  }
  // A policy that only a newer build knows, which runs beside this one or ran before it.
  policy satisfies never;
  return chooseLeastBusy(eligible, equalLoad, lastMemberId, random);
}

function chooseLeastBusy(
  eligible: readonly Candidate[],
  equalLoad: Assigning["equalLoad"],
  lastMemberId: MemberId | null,
  random: () => number,
): Choice {
  const least = Math.min(...eligible.map(({ load }) => load));
  const last = eligible.find(
    ({ memberId, load }) => memberId === lastMemberId && load <= least + LAST_AGENT_EXTRA_LOAD,
  );
  if (last !== undefined) return { chosen: last, rule: "last-agent", tieBreak: null };

  const equals = eligible.filter(({ load }) => load === least);
  return { rule: "least-busy", ...breakTie(equals, equalLoad, random) };
}

function breakTie(
  equals: readonly Candidate[],
  how: Assigning["equalLoad"],
  random: () => number,
): Pick<Choice, "chosen" | "tieBreak"> {
  if (equals.length === 1) return { chosen: first(equals), tieBreak: null };
  return how === "random"
    ? { chosen: pick(equals, random), tieBreak: "random" }
    : { chosen: first(equals), tieBreak: "cursor" };
}

function first(candidates: readonly Candidate[]): Candidate {
  const [candidate] = candidates;
  if (candidate === undefined) throw new Error("nobody to choose from");
  return candidate;
}

function pick(candidates: readonly Candidate[], random: () => number): Candidate {
  return first(candidates.slice(Math.floor(random() * candidates.length)));
}

/** Returns the roster after this member was assigned a chat: load raised by one, and last in assignment order. */
export function rosterAfterAssignment(
  roster: readonly Candidate[],
  memberId: MemberId,
): readonly Candidate[] {
  const given = roster.filter((candidate) => candidate.memberId === memberId);
  const others = roster.filter((candidate) => candidate.memberId !== memberId);
  return [...others, ...given.map((candidate) => ({ ...candidate, load: candidate.load + 1 }))];
}
