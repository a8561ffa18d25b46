import type { Fact, SessionFact } from "../model/fact.ts";
import type { MemberId, SessionId } from "../model/ids.ts";
import type { Instant, Millis } from "../model/instant.ts";

/** What can be said of a member without asking the rules. */
export interface MemberAvailability {
  memberId: MemberId;
  /** Active, available and present. */
  takesChats: boolean;
  capacity: number;
}

interface Seen {
  holder: string;
  generation: number;
  isOver: boolean;
  /** The last sign of life. */
  sign: Instant;
  /** The end is not before this, whatever the last sign was: a turn that ended without an answer. */
  notBefore: Instant;
  turn: { id: string; givesUpAt: Instant; attempt: number } | null;
  spoken: Set<string>;
  sent: Set<string>;
  /** Where it stands in line: who came back from an agent first, then who came first. */
  place: [number, Instant];
}

/**
 * Reads facts as they are recorded and speaks up at the first that breaks a promise. It keeps its own account, by the
 * facts alone, and knows nothing of the rules that made them.
 */
export class InvariantChecker {
  readonly #limitMs: Millis;
  readonly #warningMs: Millis;
  readonly #members: () => readonly MemberAvailability[];
  readonly #sessions = new Map<SessionId, Seen>();
  #read = 0;

  constructor(
    { limitMs, warningMs }: { limitMs: Millis; warningMs: Millis },
    members: () => readonly MemberAvailability[],
  ) {
    this.#limitMs = limitMs;
    this.#warningMs = warningMs;
    this.#members = members;
  }

  /** Reads on. @throws naming the promise that was broken */
  read(facts: readonly Fact[]): void {
    for (const fact of facts.slice(this.#read)) if ("sessionId" in fact) this.#hear(fact);
    this.#read = facts.length;
  }

  /** Whether nobody waits in vain: either the line is empty, or nobody could be given a chat. */
  assertNobodyWaitsInVain(): void {
    const waits = [...this.#sessions.values()].some(({ holder, isOver }) => holder === "queue" && !isOver);
    const free = this.#members().find((member) => this.#hasRoom(member));
    insist(!waits || free === undefined, `somebody waits though ${free?.memberId} has room`);
  }

  /** The end that a session without further signs of life has. */
  endOf(id: SessionId): Instant {
    const { sign, notBefore, turn } = this.#of(id);
    const idleAt = Math.max(sign + this.#limitMs, notBefore);
    return turn === null ? idleAt : Math.max(idleAt, turn.givesUpAt);
  }

  #hear(fact: SessionFact): void {
    if (fact.kind === "session-opened") {
      insist(!this.#sessions.has(fact.sessionId), "a session opens once");
      const { openedAt, holder } = fact.session;
      this.#sessions.set(fact.sessionId, {
        holder: holder.kind,
        generation: 1,
        isOver: false,
        sign: openedAt,
        notBefore: 0,
        turn: null,
        spoken: new Set(),
        sent: new Set(),
        place: [1, openedAt],
      });
      return;
    }
    const seen = this.#of(fact.sessionId);
    insist(!seen.isOver || fact.kind === "session-attended", `nothing happens after the end: ${fact.kind}`);
    this.#weigh(fact, seen);
  }

  #weigh(fact: Exclude<SessionFact, { kind: "session-opened" }>, seen: Seen): void {
    switch (fact.kind) {
      case "message-posted":
        return this.#weighMessage(fact, seen);
      case "session-held":
        return this.#weighHolder(fact, seen);
      case "kept-open":
        insist(fact.at < this.endOf(fact.sessionId), "a chat that is over is not kept open");
        seen.sign = fact.at;
        return;
      case "bot-turn-started":
        insist(seen.holder === "bot", "the chatbot has a turn only where it has the chat");
        insist(
          seen.turn === null ||
            (seen.turn.id === fact.turn.turnId && fact.turn.attempt === seen.turn.attempt + 1),
          "one turn at a time, and its tries are counted",
        );
        seen.turn = { id: fact.turn.turnId, givesUpAt: fact.turn.givesUpAt, attempt: fact.turn.attempt };
        return;
      case "bot-turn-stopped":
      case "bot-turn-failed":
        insist(seen.turn?.id === fact.turnId, "only an open turn ends");
        seen.turn = null;
        seen.notBefore = Math.max(seen.notBefore, fact.at + this.#warningMs);
        return;
      case "session-ended":
        insist(seen.turn === null, "no turn outlives its session");
        if (fact.by.kind === "idle")
          insist(fact.at === this.endOf(fact.sessionId), "an idle end is dated when the time was up");
        else insist(fact.at < this.endOf(fact.sessionId), "nobody ends what is over");
        seen.isOver = true;
        return;
      case "session-rerouted":
      case "holder-away":
      case "person-offered":
      case "session-attended":
        return;
    }
  }

  #weighMessage({ sessionId, message }: Extract<SessionFact, { kind: "message-posted" }>, seen: Seen): void {
    const { author, clientId, sentAt, stopped } = message;
    const by = author.kind === "member" ? author.memberId : author.kind;
    insist(!seen.sent.has(`${by} ${clientId}`), "what was sent twice is said once");
    seen.sent.add(`${by} ${clientId}`);
    if (stopped) {
      insist(seen.turn?.id !== clientId, "words are kept as stopped only of a turn that is over");
      return;
    }
    insist(sentAt < this.endOf(sessionId), "a message that comes at the end comes too late");
    if (author.kind === "bot") {
      insist(seen.holder === "bot", "the chatbot does not talk over a person");
      insist(seen.turn?.id === author.turnId, "the chatbot speaks in its turn");
      insist(!seen.spoken.has(author.turnId), "a turn answers once");
      seen.spoken.add(author.turnId);
      seen.turn = null;
    }
    if (author.kind === "member") insist(seen.holder === author.memberId, "who replies has the chat");
    seen.sign = sentAt;
    // The new clock starts from this message, whatever an earlier turn had granted.
    seen.notBefore = 0;
  }

  #weighHolder(fact: Extract<SessionFact, { kind: "session-held" }>, seen: Seen): void {
    const { holder, why, generation, queuedAt, returned, at } = fact;
    insist(seen.turn === null, "a turn ends before its chat changes hands");
    insist(generation === seen.generation + 1, "every change of hands is counted");
    if (why.kind === "assigned" && holder.kind === "agent")
      this.#weighAssignment(why.reason, holder.memberId, seen);
    seen.generation = generation;
    seen.holder = holder.kind === "agent" ? holder.memberId : holder.kind;
    insist(
      (queuedAt !== null) === (holder.kind === "queue"),
      "who stands in line has a place, and nobody else",
    );
    seen.place = [returned ? 0 : 1, queuedAt ?? at];
  }

  #weighAssignment(
    { rule, candidates }: { rule: string; candidates: readonly { memberId: MemberId; load: number }[] },
    chosen: MemberId,
    seen: Seen,
  ): void {
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
    if (rule === "least-busy") insist(load === least, "the least busy is given it");
    if (rule === "last-agent") insist(load <= least + 1, "loyalty costs one chat at most");
    const first = [...this.#sessions.values()]
      .filter(({ holder, isOver }) => holder === "queue" && !isOver)
      .toSorted((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])[0];
    insist(
      first !== undefined && first.place.join() === seen.place.join(),
      "who is first in line is served first",
    );
  }

  #hasRoom({ memberId, takesChats, capacity }: MemberAvailability): boolean {
    return takesChats && this.#loadOf(memberId) < capacity;
  }

  #loadOf(id: MemberId): number {
    return [...this.#sessions.values()].filter(({ holder, isOver }) => holder === id && !isOver).length;
  }

  #of(id: SessionId): Seen {
    const seen = this.#sessions.get(id);
    if (seen === undefined) throw new Error(`a fact about no session: ${id}`);
    return seen;
  }
}

function insist(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken: ${promise}`);
}
