import { expect, test } from "bun:test";
import fc from "fast-check";
import { advice, expectListed } from "../../test/advice.ts";
import {
  decideAskBot,
  decideAskPerson,
  decideKeepOpen,
  decideStopBot,
} from "./conversations/customer-requests.ts";
import { decideCustomersBack, decideCustomersLeft } from "./conversations/customer-presence.ts";
import {
  type BotTurnAttempt,
  decideBotAnswer,
  decideBotFailure,
  decideKeepStoppedText,
} from "./bot/finish-turn.ts";
import { decideRetryOrphanedTurn } from "./bot/retry-orphaned-turn.ts";
import { decideMemberActive, decideMemberAvailability } from "./team/change-member.ts";
import { decided, type Decision } from "./model/decision.ts";
import { decideEnd } from "./conversations/end-session.ts";
import type { SessionFact } from "./model/fact.ts";
import type { SessionId } from "./model/ids.ts";
import { DAY, HOUR, type Millis, MINUTE, SECOND } from "./model/instant.ts";
import type { Customer } from "./model/customer.ts";
import type { ActingMember } from "./model/member.ts";
import { isMail } from "./model/session.ts";
import { decideLeaveMessage } from "./mail/leave-message.ts";
import { decideSnoozeMail } from "./mail/snooze-mail.ts";
import { decideWriteMail } from "./mail/write-mail.ts";
import { decideReceive, type Incoming } from "./conversations/receive-message.ts";
import { Refusal } from "./model/refusal.ts";
import { decideReply } from "./conversations/reply.ts";
import type { Scene } from "./model/scene.ts";
import { type Assigning, EQUAL_LOAD_RULES, POLICIES } from "./model/settings.ts";
import { decideAccept, decideAcceptNext, decideTakeOver } from "./routing/take-chat.ts";
import { decideAttend } from "./routing/attend-chat.ts";
import { decideHandBack } from "./routing/hand-back-chat.ts";
import { InMemoryOrganization } from "./testing/in-memory-organization.ts";
import { InvariantChecker } from "./testing/invariant-checker.ts";
import { USES_EQUAL_LOAD } from "./routing/assignment.ts";
import { decideTurnSwitch, decideUndoSwitch } from "./routing/answering-switch.ts";
import { decideMemberBack, decideMemberGone } from "./team/member-absence.ts";

const NAMES = ["ada", "ben", "cleo"] as const;
const GUESTS = ["maria", "noor", "otto", "pia", "quinn", "rosa", "sven", "tess"] as const;
/** Pauses. The boundaries of the limits, of a turn and of the warning are as likely as values in between. */
const LIMITS = [30 * SECOND, 5 * MINUTE];
const EDGES = [...LIMITS, MINUTE].flatMap((edge) => [edge - 1, edge]);
const PAUSES = [1, SECOND, ...EDGES, 6 * MINUTE, 9 * HOUR, 15 * DAY];

const anyStep = fc.record({
  deed: fc.noBias(fc.nat(1_000_000)),
  name: fc.constantFrom(...NAMES),
  // One customer is busier than the others, so that much happens in one chat too.
  guest: fc.oneof(fc.constant(GUESTS[0]), fc.constantFrom(...GUESTS)),
  pause: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.constantFrom(...PAUSES)),
  random: fc.noBias(fc.nat(999)).map((thousandths) => thousandths / 1000),
});
const anyTerms = fc.record({ capacity: fc.integer({ min: 1, max: 4 }), limitMs: fc.constantFrom(...LIMITS) });
const anySteps = fc.array(anyStep, { minLength: 40, maxLength: 200, size: "max" });
type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never;

interface Terms extends Assigning {
  limitMs: Millis;
}

/** A team of three, and the possible next steps of its customers and its chatbot. */
class Course {
  readonly desk: InMemoryOrganization;
  readonly witness: InvariantChecker;
  readonly #latest = new Map<string, SessionId>();
  /** Every attempt at a turn, by customer. */
  readonly #turns = new Map<string, BotTurnAttempt[]>();
  readonly #sends = new Map<string, number>();
  /** The latest instant of the clock before it was set back. */
  #furthest = 0;

  constructor({ capacity, limitMs, ...sharing }: Terms) {
    const sessions = { limitMs, warningMs: Math.min(MINUTE, limitMs / 2) };
    this.desk = new InMemoryOrganization((same) => ({
      ...same,
      assigning: { ...sharing, capacity },
      sessions,
    }));
    for (const name of NAMES) this.desk.addMember(name, name === "ada" ? { role: "admin" } : {});
    this.witness = new InvariantChecker(sessions, () =>
      this.desk
        .scene()
        .roster()
        .map(({ memberId, active, available, present }) => ({
          memberId,
          takesChats: active && available && present,
          capacity,
        })),
    );
  }

  take(step: Step): void {
    this.desk.now += step.pause;
    this.desk.random = () => step.random;
    const deeds = [...this.#ofCustomer(step), ...this.#ofMember(step), ...this.#ofChatbot(step)];
    deeds[step.deed % deeds.length]?.();
    this.witness.read(this.desk.facts);
  }

  #ofCustomer({ guest, random }: Step): (() => void)[] {
    const write = this.#about(guest, (scene, id) => decideReceive(scene, this.#message(guest, random, id)));
    return [
      () => this.#open(guest),
      write,
      write,
      this.#about(guest, decideAskPerson),
      this.#about(guest, decideAskBot),
      this.#about(guest, decideStopBot),
      this.#about(guest, decideKeepOpen),
      this.#about(guest, (scene, id) => {
        const turnId = scene.session(id)?.botTurn?.turnId ?? null;
        const spoken = turnId === null || random < 0.5 ? null : { turnId, text: "Yes, and" };
        return decideEnd(scene, id, { kind: "customer" }, spoken);
      }),
      this.#about(guest, (scene, id) => decideCustomersLeft(scene, [{ sessionId: id, seen: 0 }])),
      this.#about(guest, (scene, id) => decideCustomersBack(scene, [id])),
      () => this.#leaveMessage(guest, random),
      () => this.look(),
      () => this.#setClockBack(Math.round(random * 6 * MINUTE)),
    ];
  }

  #ofMember({ guest, random, name }: Step): (() => void)[] {
    const by = { memberId: `mem_${name}`, name } as const;
    const { memberId } = by;
    const willing = random > 0.3;
    return [
      this.#about(guest, (scene, id) => decideReply(scene, this.#message(guest, random, id), by)),
      this.#about(guest, (scene, id) => decideEnd(scene, id, { kind: "member", ...by })),
      this.#about(guest, (scene, id) => decideAccept(scene, id, by)),
      this.#about(guest, (scene, id) => decideTakeOver(scene, id, by)),
      this.#about(guest, (scene, id) => decideHandBack(scene, id, by)),
      this.#about(guest, (scene, id) => decideAttend(scene, id, by)),
      () => this.#writeMail(guest, random, by),
      this.#aboutMail(guest, (scene, id) => decideEnd(scene, id, { kind: "member", ...by })),
      this.#aboutMail(guest, (scene, id) => decideTakeOver(scene, id, by)),
      this.#aboutMail(guest, (scene, sessionId) =>
        decideSnoozeMail(scene, { sessionId, until: scene.now + Math.round(random * 30 * DAY) }, by),
      ),
      this.#aboutMail(guest, random < 0.3 ? decideAskPerson : random < 0.6 ? decideKeepOpen : decideStopBot),
      () => this.#act([], (scene) => decideAcceptNext(scene, by)),
      () => this.#act([], (scene) => decideMemberAvailability(scene, memberId, willing)),
      () => this.#act([], (scene) => decideMemberActive(scene, memberId, willing)),
      () => this.#act([], (scene) => decideTurnSwitch(scene, random > 0.5 ? "bot" : "agents", by)),
      () => this.#act([], (scene) => decideUndoSwitch(scene, scene.settings.switch.no, by)),
      () => this.#leave(memberId),
      () => this.#comeBack(memberId),
    ];
  }

  /** Possible results of a turn of this customer, which may be finished or open. */
  #ofChatbot({ guest, random }: Step): (() => void)[] {
    const turns = this.#turns.get(guest) ?? [];
    const attempt = turns.at(-1 - Math.floor(random * Math.min(3, turns.length)));
    // By its last digit, which says nothing about the turn.
    const last = Math.round(random * 1000) % 10;
    const verdict = last < 4 ? "answered" : last < 7 ? "unsure" : "asks-person";
    const comes = (decide: (scene: Scene, of: BotTurnAttempt) => Decision<unknown>) => () => {
      if (attempt === undefined) return;
      this.#act([attempt.sessionId], (scene) => {
        const decision = decide(scene, attempt);
        const open = scene.session(attempt.sessionId)?.botTurn;
        const isLatest = open?.turnId === attempt.turnId && open.attempt === attempt.attempt;
        if (decision.result === true) expect(isLatest).toBe(true);
        return decision;
      });
    };
    const answer = comes((scene, of) =>
      decideBotAnswer(scene, { ...of, text: "Yes.", sources: [], verdict, isShortened: false }),
    );
    return [
      answer,
      answer,
      answer,
      answer,
      comes((scene, of) =>
        decideBotFailure(scene, { ...of, cause: "timeout", text: random < 0.5 ? "Yes, and" : "" }),
      ),
      comes((scene, of) => decideKeepStoppedText(scene, { ...of, text: "Yes, and" })),
      comes(decideRetryOrphanedTurn),
      comes(decideRetryOrphanedTurn),
    ];
  }

  /** Records whatever is due for any session, as the scheduler does, and checks the invariants. */
  look(): void {
    const all = [...this.#latest.values(), ...GUESTS.flatMap((guest) => this.#mailOf(guest))];
    this.#act(all, () => decided([], null));
    this.witness.read(this.desk.facts);
    this.witness.assertNobodyWaitsInVain();
    for (const id of all) {
      const { endedAt, clock } = this.desk.session(id);
      if (endedAt === null) expect(clock.expiresAt).toBe(this.witness.endOf(id));
      expect(endedAt === null || endedAt <= Math.max(this.desk.now, this.#furthest)).toBe(true);
      if (endedAt === null) expect(this.desk.now).toBeLessThan(clock.expiresAt);
    }
  }

  /** A message of the customer. One in four is a resend. */
  #message(guest: string, random: number, sessionId: SessionId): Incoming {
    if (random < 0.75) this.#sends.set(guest, (this.#sends.get(guest) ?? 0) + 1);
    return { sessionId, clientId: `${guest} ${this.#sends.get(guest) ?? 0}`, text: "Hello" };
  }

  #about(guest: string, decide: (scene: Scene, id: SessionId) => Decision<unknown>): () => void {
    const id = this.#latest.get(guest);
    return () => (id === undefined ? this.#open(guest) : this.#act([id], (scene) => decide(scene, id)));
  }

  #open(guest: string): void {
    this.#latest.set(guest, this.desk.open(guest));
    this.#note();
  }

  #customer(guest: string): Customer {
    return { id: `cus_${guest}`, name: guest, email: `${guest}@example.com` };
  }

  #leaveMessage(guest: string, random: number): void {
    const { clientId, text } = this.#message(guest, random, "ses_");
    this.#act([...this.#mailOf(guest)], (scene) =>
      decideLeaveMessage(scene, this.#customer(guest), { clientId, text }),
    );
  }

  #writeMail(guest: string, random: number, by: ActingMember): void {
    const { clientId, text } = this.#message(guest, random, "ses_");
    const chat = this.#latest.get(guest);
    this.#act([...this.#mailOf(guest), ...(chat === undefined ? [] : [chat])], (scene) =>
      decideWriteMail(scene, { customerId: `cus_${guest}`, clientId, text }, by),
    );
  }

  #aboutMail(guest: string, decide: (scene: Scene, id: SessionId) => Decision<unknown>): () => void {
    const [id] = this.#mailOf(guest);
    return () => id !== undefined && this.#act([id], (scene) => decide(scene, id));
  }

  #mailOf(guest: string): SessionId[] {
    const mail = this.desk.scene().sessionsOf(`cus_${guest}`).filter(isMail);
    return mail.flatMap(({ id, endedAt }) => (endedAt === null ? id : []));
  }

  #setClockBack(ms: Millis): void {
    this.#furthest = Math.max(this.#furthest, this.desk.now);
    this.desk.setClockBack(ms);
    this.look();
  }

  #leave(id: `mem_${string}`): void {
    this.desk.change(id, { present: false });
    this.#act(this.#held(id), (scene) => decideMemberGone(scene, id));
  }

  #comeBack(id: `mem_${string}`): void {
    this.desk.change(id, { present: true });
    this.#act(this.#held(id), (scene) => decideMemberBack(scene, id));
  }

  #held(id: `mem_${string}`): SessionId[] {
    return this.desk
      .scene()
      .heldBy(id)
      .map((session) => session.id);
  }

  /** A refusal is a valid result; any other error is a bug. */
  #act(about: readonly SessionId[], decide: (scene: Scene) => Decision<unknown>): void {
    try {
      this.desk.act(about, decide);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    this.#note();
  }

  #note(): void {
    for (const [guest, sessionId] of this.#latest) {
      const { botTurn } = this.desk.session(sessionId);
      if (botTurn === null) continue;
      const { turnId, attempt } = botTurn;
      const turns = this.#turns.get(guest) ?? [];
      const isNew = turns.every((turn) => turn.turnId !== turnId || turn.attempt !== attempt);
      if (isNew) this.#turns.set(guest, [...turns, { sessionId, turnId, attempt }]);
    }
  }
}

/** Every policy, with every way to choose between equals where that makes a difference. */
const WAYS = POLICIES.flatMap((policy) =>
  EQUAL_LOAD_RULES.slice(0, USES_EQUAL_LOAD[policy] ? EQUAL_LOAD_RULES.length : 1).map(
    (equalLoad) => [policy, equalLoad] as const,
  ),
);

/** The facts of a session, each of which has to be among what happens. */
const SESSION_FACTS: Readonly<Record<SessionFact["kind"], true>> = {
  "session-opened": true,
  "message-posted": true,
  "session-held": true,
  "session-rerouted": true,
  "holder-away": true,
  "kept-open": true,
  "clock-set-back": true,
  "bot-turn-started": true,
  "bot-turn-stopped": true,
  "bot-turn-failed": true,
  "person-offered": true,
  "customer-left": true,
  "customer-back": true,
  "session-ended": true,
  "session-attended": true,
  "mail-snoozed": true,
};
const ADD_DEED = advice`Add what records the fact to the deeds of \`Course\` in ${"src/domain/any-sequence-of-decisions.test.ts"}.`;

test.each(WAYS)("whatever happens in whatever order, no promise is broken: %s, %s", (policy, equalLoad) => {
  fc.assert(
    fc.property(anyTerms, anySteps, (given, steps) => {
      const course = new Course({ policy, equalLoad, ...given });
      for (const one of steps) course.take(one);
      course.look();
    }),
    { numRuns: 200 },
  );
});

test("each kind of fact of a session is among what happens", () => {
  const happened = new Set<string>();
  const terms = { policy: "least-busy", equalLoad: "take-turns", capacity: 4, limitMs: 5 * MINUTE } as const;
  for (const steps of fc.sample(anySteps, { numRuns: 400, seed: 1 })) {
    const course = new Course(terms);
    for (const one of steps) course.take(one);
    for (const fact of course.desk.facts) if ("sessionId" in fact) happened.add(fact.kind);
  }

  expectListed({ found: Object.keys(SESSION_FACTS), listed: happened, fix: ADD_DEED });
});
