import type { AssignmentReason, Fact, SessionFact } from "../model/fact.ts";
import type { CustomerId, MemberId, SessionId } from "../model/ids.ts";
import { DAY, type Instant, type Millis } from "../model/instant.ts";
import type { Holder } from "../model/session.ts";

/** A member's availability, derived independently of the rules under test. */
export interface MemberAvailability {
  memberId: MemberId;
  /** Whether they are active, available and present. */
  takesChats: boolean;
  capacity: number;
}

/** How long a mail session goes on in silence. */
const MAIL_LIMIT_MS: Millis = 14 * DAY;

/** How many more chats than the least busy agent the chosen one may have, by the rule that chose. */
const EXTRA_LOAD_MAX: Readonly<Record<AssignmentReason["rule"], number>> = {
  "least-busy": 0,
  "last-agent": 1,
  "take-turns": Infinity,
  random: Infinity,
};

interface Observed {
  customerId: CustomerId;
  isMail: boolean;
  holder: string;
  generation: number;
  isOver: boolean;
  /** The time of the last activity. */
  lastActivity: Instant;
  /** The earliest possible end, whatever the last activity. Set when a turn ends without an answer. */
  earliestEnd: Instant;
  turn: { id: string; startedAt: Instant; givesUpAt: Instant; attempt: number } | null;
  answeredTurns: Set<string>;
  /** The open turn whose words were kept: it fails next. */
  brokenOffTurn: string | null;
  sent: Set<string>;
  /** Its place in the queue: returned sessions first, then in order of arrival. */
  place: [number, Instant];
  /** Whether the customer has left the page. */
  hasLeft: boolean;
}

/**
 * Checks recorded facts and throws at the first that violates an invariant. It derives its state from the facts
 * alone, independently of the rules that produced them.
 */
export class InvariantChecker {
  readonly #limitMs: Millis;
  readonly #warningMs: Millis;
  readonly #members: () => readonly MemberAvailability[];
  readonly #sessions = new Map<SessionId, Observed>();
  #checked = 0;

  constructor(
    { limitMs, warningMs }: { limitMs: Millis; warningMs: Millis },
    members: () => readonly MemberAvailability[],
  ) {
    this.#limitMs = limitMs;
    this.#warningMs = warningMs;
    this.#members = members;
  }

  /** Checks the facts added since the last call. @throws naming the violated invariant */
  read(facts: readonly Fact[]): void {
    for (const fact of facts.slice(this.#checked)) if ("sessionId" in fact) this.#check(fact);
    this.#checked = facts.length;
  }

  /** Asserts that the queue is empty or that no member has capacity. */
  assertNobodyWaitsInVain(): void {
    const waits = this.#waiting().length > 0;
    const free = this.#members().find((member) => this.#hasRoom(member));
    insist(!waits || free === undefined, `somebody waits though ${free?.memberId} has room`);
  }

  /** The time at which a session ends without further activity. */
  endOf(id: SessionId): Instant {
    const { lastActivity, earliestEnd, turn, isMail } = this.#of(id);
    const idleAt = Math.max(lastActivity + (isMail ? MAIL_LIMIT_MS : this.#limitMs), earliestEnd);
    return turn === null ? idleAt : Math.max(idleAt, turn.givesUpAt);
  }

  #check(fact: SessionFact): void {
    if (fact.kind === "session-opened") {
      insist(!this.#sessions.has(fact.sessionId), "a session opens once");
      const { openedAt, holder, customerId } = fact.session;
      const isMail = fact.session.channel === "mail";
      insist(
        ![...this.#sessions.values()].some(
          (one) => one.customerId === customerId && one.isMail === isMail && !one.isOver,
        ),
        "a customer has one session of a channel at a time",
      );
      insist(!isMail || !isRouted(holder), "mail is not routed");
      this.#sessions.set(fact.sessionId, {
        customerId,
        isMail,
        holder: holder.kind === "agent" ? holder.memberId : holder.kind,
        generation: 1,
        isOver: false,
        lastActivity: openedAt,
        earliestEnd: 0,
        turn: null,
        answeredTurns: new Set(),
        brokenOffTurn: null,
        sent: new Set(),
        place: [1, openedAt],
        hasLeft: false,
      });
      return;
    }
    const seen = this.#of(fact.sessionId);
    insist(!seen.isOver || fact.kind === "session-attended", `nothing happens after the end: ${fact.kind}`);
    this.#checkTransition(fact, seen);
  }

  #checkTransition(fact: Exclude<SessionFact, { kind: "session-opened" }>, seen: Observed): void {
    insist(
      seen.brokenOffTurn === null ||
        fact.kind === "bot-turn-failed" ||
        (fact.kind === "bot-turn-stopped" && fact.why === "ended"),
      "words of a turn that is not over are kept only where it fails or its chat ends",
    );
    seen.brokenOffTurn = null;
    switch (fact.kind) {
      case "message-posted":
        return this.#checkMessage(fact, seen);
      case "session-held":
        return this.#checkHolder(fact, seen);
      case "kept-open":
        insist(fact.at < this.endOf(fact.sessionId), "a chat that is over is not kept open");
        seen.lastActivity = fact.at;
        return;
      case "clock-set-back":
        return this.#setBack(fact, seen);
      case "bot-turn-started":
        insist(seen.holder === "bot" && !seen.isMail, "the chatbot has a turn only where it has the chat");
        insist(
          seen.turn === null ||
            (seen.turn.id === fact.turn.turnId && fact.turn.attempt === seen.turn.attempt + 1),
          "one turn at a time, and its tries are counted",
        );
        seen.turn = { ...fact.turn, id: fact.turn.turnId };
        return;
      case "bot-turn-stopped":
      case "bot-turn-failed":
        insist(seen.turn?.id === fact.turnId, "only an open turn ends");
        seen.turn = null;
        seen.earliestEnd = Math.max(seen.earliestEnd, fact.at + this.#warningMs);
        return;
      case "session-ended":
        insist(seen.turn === null, "no turn outlives its session");
        if (fact.by.kind === "idle")
          insist(fact.at === this.endOf(fact.sessionId), "an idle end is dated when the time was up");
        else insist(fact.at < this.endOf(fact.sessionId), "nobody ends what is over");
        seen.isOver = true;
        return;
      case "customer-left":
        insist(!seen.hasLeft && !seen.isMail, "nobody leaves twice, and nobody leaves their mail");
        seen.hasLeft = true;
        return;
      case "customer-back":
        insist(seen.hasLeft, "only who has left comes back");
        seen.hasLeft = false;
        return;
      case "mail-snoozed":
        insist(seen.isMail, "a chat is not put aside");
        insist(seen.holder === fact.memberId, "who has it puts it aside");
        seen.earliestEnd = Math.max(seen.earliestEnd, (fact.until ?? fact.at) + DAY);
        return;
      case "session-rerouted":
      case "holder-away":
        insist(!seen.isMail, "the switch and absent members leave mail alone");
        return;
      case "person-offered":
      case "session-attended":
        return;
    }
  }

  #setBack({ at, clock }: Extract<SessionFact, { kind: "clock-set-back" }>, seen: Observed): void {
    insist(
      clock.idleAt === at + (seen.isMail ? MAIL_LIMIT_MS : this.#limitMs),
      "after a clock that was ahead a chat lasts its limit from now",
    );
    seen.lastActivity = at;
    seen.earliestEnd = 0;
    seen.place = [seen.place[0], Math.min(seen.place[1], at)];
    if (seen.turn === null || seen.turn.startedAt <= at) return;
    const { startedAt, givesUpAt } = seen.turn;
    seen.turn = { ...seen.turn, startedAt: at, givesUpAt: at + givesUpAt - startedAt };
  }

  #checkMessage(
    { sessionId, message }: Extract<SessionFact, { kind: "message-posted" }>,
    seen: Observed,
  ): void {
    const { author, clientId, sentAt, stopped } = message;
    const by = author.kind === "member" ? author.memberId : author.kind;
    insist(!seen.sent.has(`${by} ${clientId}`), "what was sent twice is said once");
    seen.sent.add(`${by} ${clientId}`);
    if (stopped) {
      if (seen.turn?.id === clientId) seen.brokenOffTurn = clientId;
      return;
    }
    insist(sentAt < this.endOf(sessionId), "a message that comes at the end comes too late");
    if (author.kind === "bot") {
      insist(seen.holder === "bot", "the chatbot does not talk over a person");
      insist(seen.turn?.id === author.turnId, "the chatbot speaks in its turn");
      insist(!seen.answeredTurns.has(author.turnId), "a turn answers once");
      seen.answeredTurns.add(author.turnId);
      seen.turn = null;
    }
    insist(author.kind !== "customer" || !seen.hasLeft, "who writes is back before");
    if (author.kind === "member") insist(seen.holder === author.memberId, "who replies has the chat");
    seen.lastActivity = sentAt;
    // The message restarts the clock and cancels an extension by an earlier turn.
    seen.earliestEnd = 0;
  }

  #checkHolder(fact: Extract<SessionFact, { kind: "session-held" }>, seen: Observed): void {
    const { holder, why, generation, queuedAt, returned, at } = fact;
    insist(seen.turn === null, "a turn ends before its chat changes hands");
    insist(!seen.isMail || (!isRouted(holder) && why.kind !== "assigned"), "mail is not routed");
    insist(generation === seen.generation + 1, "every change of hands is counted");
    if (why.kind === "assigned" && holder.kind === "agent")
      this.#checkAssignment(why.reason, holder.memberId, seen);
    seen.generation = generation;
    seen.holder = holder.kind === "agent" ? holder.memberId : holder.kind;
    insist(
      (queuedAt !== null) === (holder.kind === "queue"),
      "who stands in line has a place, and nobody else",
    );
    seen.place = [returned ? 0 : 1, queuedAt ?? at];
  }

  #checkAssignment({ rule, candidates }: AssignmentReason, chosen: MemberId, seen: Observed): void {
    insist(seen.holder === "queue", "only who stands in line is given to somebody");
    const free = this.#members().filter((member) => this.#hasRoom(member));
    const loads = new Map(free.map(({ memberId }) => [memberId, this.#loadOf(memberId)]));
    insist(loads.has(chosen), `${chosen} could not be given a chat`);
    insist(
      candidates.length === loads.size &&
        candidates.every(({ memberId, load }) => loads.get(memberId) === load),
      "the reason that is kept names who could have had it, and how busy they were",
    );
    const least = Math.min(...loads.values());
    const load = loads.get(chosen) ?? 0;
    insist(load <= least + EXTRA_LOAD_MAX[rule], `by ${rule}, nobody is given it who is too much busier`);
    insist(!seen.hasLeft, "who has left is passed over");
    const first = this.#waiting().toSorted((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])[0];
    insist(
      first !== undefined && first.place.join() === seen.place.join(),
      "who is first in line is served first",
    );
  }

  /** Who stands in line and has not left. */
  #waiting(): Observed[] {
    return [...this.#sessions.values()].filter(
      ({ holder, isOver, hasLeft }) => holder === "queue" && !isOver && !hasLeft,
    );
  }

  #hasRoom({ memberId, takesChats, capacity }: MemberAvailability): boolean {
    return takesChats && this.#loadOf(memberId) < capacity;
  }

  #loadOf(id: MemberId): number {
    const held = [...this.#sessions.values()].filter(
      ({ holder, isOver, isMail }) => holder === id && !isOver && !isMail,
    );
    return held.length;
  }

  #of(id: SessionId): Observed {
    const seen = this.#sessions.get(id);
    if (seen === undefined) throw new Error(`a fact about no session: ${id}`);
    return seen;
  }
}

/** Whether a holder has chats that routing gives them. */
function isRouted({ kind }: Holder): boolean {
  return kind === "queue" || kind === "bot";
}

function insist(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken: ${promise}`);
}
