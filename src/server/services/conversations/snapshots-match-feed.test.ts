import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { applyPublicFact } from "#domain/views/public-conversation.ts";
import { decided } from "#domain/model/decision.ts";
import { decideEraseCustomer } from "#domain/privacy/erase-customer.ts";
import type { Fact, NumberedFact, SessionFact } from "#domain/model/fact.ts";
import { applyFacts } from "#domain/model/apply-fact.ts";
import { changeHolder } from "#domain/routing/change-holder.ts";
import { movesQueue } from "#domain/routing/assign-waiting.ts";
import type { CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import { applyFactToInbox, type InboxSnapshot } from "#domain/views/inbox.ts";
import { applyFactToLane, type LaneSnapshot } from "#domain/views/customer-lane.ts";
import type { Author } from "#domain/model/message.ts";
import { toPublicItems } from "#domain/views/public-fact.ts";
import type { Scene } from "#domain/model/scene.ts";
import { extendClockForTurn, releaseClockFromTurn, restartClock } from "#domain/model/session-clock.ts";
import type { BotTurn, Holder, Session } from "#domain/model/session.ts";
import { NOON } from "#domain/testing/in-memory-organization.ts";
import { readFeed, readSessionFeed } from "../../db/conversations/feed.ts";
import type { Store } from "../../db/store/store.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { createTestRecorder } from "../../db/testing/test-recorder.ts";
import { advice } from "../../../../test/advice.ts";
import type { ServiceContext } from "../context.ts";
import { inboxSnapshot } from "./inbox-snapshot.ts";
import { laneSnapshots } from "./lane-snapshot.ts";
import { customerState } from "./customer-state.ts";
import type { CustomerState } from "#domain/views/customer-state.ts";

const EVERYTHING = 10_000;
const RUNS = 15;
const FEW = 40;
const GUESTS = ["ana", "ben", "cleo"];

/** All kinds except the erasure of the organization, after which nobody reads. */
type Lived = Exclude<Fact["kind"], "organization-erased">;

/** A fact to create in a customer's session. */
interface Step {
  kind: Lived;
  guest: string;
  /** A number from 0 to just below 1. */
  random: number;
}

/** The values a fact is created from. */
interface Moment {
  scene: Scene;
  session: Session;
  memberId: MemberId;
  /** A number from 0 to just below 1. */
  random: number;
}

/** Creates each kind of fact. A new kind does not compile until it is added here. */
const MAKE: {
  [Kind in Exclude<Fact["kind"], "session-opened" | "organization-erased">]: (
    moment: Moment,
  ) => readonly Fact[];
} = {
  "message-posted": ({ scene, session, memberId, random }) => {
    const authors: Author[] = [
      { kind: "customer" },
      { kind: "member", memberId, name: "Mia" },
      { kind: "bot", name: "Chatbot", turnId: `trn_${scene.newId()}` },
    ];
    const message = {
      id: `msg_${scene.newId()}` as const,
      sessionId: session.id,
      author: pick(authors, random),
      clientId: scene.newId(),
      text: `said at ${random} `.repeat(1 + Math.floor(random * FEW)),
      sentAt: scene.now,
      sources: [],
      stopped: random > 0.9,
    };
    const clock = restartClock(scene.settings.sessions, scene.now, session.botTurn);
    return [{ kind: "message-posted", sessionId: session.id, message, clock }];
  },
  "session-held": ({ scene, session, memberId, random }) => {
    const holders: Holder[] = [{ kind: "bot" }, { kind: "queue" }, { kind: "agent", memberId, name: "Mia" }];
    const holder = pick(holders, random);
    return changeHolder(session, { holder, why: { kind: "took-over" } }, scene.now, {
      returned: random > 0.5,
    });
  },
  "mail-snoozed": ({ scene, session, memberId, random }) => [
    {
      kind: "mail-snoozed",
      sessionId: session.id,
      memberId,
      until: random > 0.5 ? scene.now + 60_000 : null,
      at: scene.now,
      clock: session.clock,
    },
  ],
  "session-rerouted": ({ session }) => [
    { kind: "session-rerouted", sessionId: session.id, routedUnder: session.routedUnder + 1 },
  ],
  "holder-away": ({ scene, session, random }) => [
    { kind: "holder-away", sessionId: session.id, away: random > 0.5, at: scene.now },
  ],
  "kept-open": ({ scene, session }) => {
    const clock = restartClock(scene.settings.sessions, scene.now, session.botTurn);
    return [{ kind: "kept-open", sessionId: session.id, at: scene.now, clock }];
  },
  "clock-set-back": ({ scene, session }) => {
    const clock = restartClock(scene.settings.sessions, scene.now, session.botTurn);
    return [{ kind: "clock-set-back", sessionId: session.id, at: scene.now, clock }];
  },
  "bot-turn-started": ({ scene, session }) => {
    if (session.botTurn !== null) return [];
    const turn: BotTurn = {
      turnId: `trn_${scene.newId()}`,
      generation: session.generation,
      instanceId: "ins_test",
      attempt: 1,
      startedAt: scene.now,
      givesUpAt: scene.now + 60_000,
      answers: session.customerMessages,
    };
    return [
      {
        kind: "bot-turn-started",
        sessionId: session.id,
        turn,
        clock: extendClockForTurn(session.clock, turn),
      },
    ];
  },
  "bot-turn-stopped": ({ scene, session }) =>
    endTurn(scene, session, { kind: "bot-turn-stopped", why: "customer" }),
  "bot-turn-failed": ({ scene, session }) =>
    endTurn(scene, session, { kind: "bot-turn-failed", cause: "timeout" }),
  "person-offered": ({ scene, session }) => [
    { kind: "person-offered", sessionId: session.id, at: scene.now },
  ],
  "customer-left": ({ scene, session }) => [{ kind: "customer-left", sessionId: session.id, at: scene.now }],
  "customer-back": ({ scene, session }) => [{ kind: "customer-back", sessionId: session.id, at: scene.now }],
  "session-ended": ({ scene, session, random }) => [
    {
      kind: "session-ended",
      sessionId: session.id,
      at: scene.now,
      by: { kind: "customer" },
      unattended: random > 0.5,
    },
  ],
  "session-attended": ({ scene, session, memberId }) => [
    { kind: "session-attended", sessionId: session.id, memberId, at: scene.now },
  ],
  "settings-changed": ({ scene }) => [{ kind: "settings-changed", part: "widget", at: scene.now }],
  "members-changed": ({ scene }) => [{ kind: "members-changed", at: scene.now }],
  "articles-changed": ({ scene }) => [{ kind: "articles-changed", at: scene.now }],
  erased: ({ scene, session: { id, customerId }, random }) =>
    random < 0.5
      ? [{ kind: "erased", customers: [], sessions: [id], at: scene.now }]
      : decideEraseCustomer(scene, customerId).facts,
};
const KINDS = ["session-opened", ...Object.keys(MAKE)] as Lived[];

/** Every kind in a possible order: a turn before each of its ends, the end of the session last. */
const ALL: readonly Step[] = [
  ...KINDS.filter((kind) => !["session-ended", "session-attended", "erased"].includes(kind)),
  "bot-turn-started" as const,
  "bot-turn-failed" as const,
  "session-ended" as const,
  "session-attended" as const,
  "session-opened" as const,
  "erased" as const,
  "session-opened" as const,
].map((kind) => ({ kind, guest: "ana", random: 0.6 }));

const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  guest: fc.constantFrom(...GUESTS),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

for (const engine of ENGINES) {
  describe(`on ${engine.name}`, () => {
    test("a snapshot and the facts after it amount to a fresh snapshot, for every kind of fact", async () => {
      const seen = new Set<Fact["kind"]>();
      let now = NOON;
      // The time advances with each fact, so that no two sessions are opened at the same time.
      await using store = await engine.open({ now: () => (now += 1) });
      // Every kind occurs at least once, then any of them in any order.
      await play(store, ALL, seen);
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: FEW }), (steps) =>
          play(store, steps, seen),
        ),
        { numRuns: RUNS },
      );
      expect([...seen].toSorted()).toEqual(KINDS.toSorted());
    }, 60_000);
  });
}

/** Takes snapshots half-way, records more, and compares the followers' state with new snapshots. */
async function play(store: Store, steps: readonly Step[], seen: Set<Fact["kind"]>): Promise<void> {
  const orgId = await addOrganization(store);
  const { id: memberId } = await addMemberWithAccount(store, orgId, "Mia", { available: false });
  const services = { store } as ServiceContext;
  const sessions = new Map<string, SessionId>();
  const record = createTestRecorder(store, (_, facts) => {
    for (const { fact } of facts) seen.add(fact.kind);
  });

  async function take({ kind, guest, random }: Step): Promise<void> {
    const known = sessions.get(guest);
    if (kind === "session-opened" || known === undefined) {
      const { result } = await record(orgId, openCommand(guest, orgId));
      sessions.set(guest, result);
      return;
    }
    const customerId: CustomerId = `cus_${guest}_${orgId}`;
    if (kind === "erased") sessions.delete(guest);
    await record(orgId, {
      needs: { sessions: [known], everythingOf: [customerId] },
      decide(scene) {
        const session = scene.session(known);
        const isOver = session === null || session.endedAt !== null;
        const isLater = kind === "erased" || (kind === "session-attended" && session?.unattended === true);
        const mayBe = session !== null && (!isOver || isLater);
        if (!mayBe) return decided([], null);
        const waiting = waitingSession(session);
        expectQueueIsTold(waiting, MAKE[kind]({ scene, session: waiting, memberId, random }));
        return decided(MAKE[kind]({ scene, session, memberId, random }), null);
      },
    });
  }

  const customers = GUESTS.map((name): CustomerId => `cus_${name}_${orgId}`);
  const half = Math.floor(steps.length / 2);
  for (const one of steps.slice(0, half)) await take(one);
  const before = await look(services, { orgId, memberId, customers });
  for (const one of steps.slice(half)) await take(one);
  const after = await look(services, { orgId, memberId, customers });

  const feed = await readFeed(store, orgId, before.inbox.no, EVERYTHING);
  expect(plainInbox(feed.reduce(applyFactToInbox, before.inbox))).toEqual(plainInbox(after.inbox));
  for (const lane of after.lanes) {
    const known = before.lanes.find(({ customer }) => customer.id === lane.customer.id);
    if (known !== undefined) expect(plainLane(followLane(known, feed))).toEqual(plainLane(lane));
  }
  for (const [place, state] of after.visitors.entries())
    await compareTalks(store, orgId, before.visitors[place], state);
}

/** The session as it would be in the queue, with others before it. */
function waitingSession(session: Session): Session {
  return {
    ...session,
    holder: { kind: "queue" },
    botTurn: null,
    queuedAt: NOON,
    returned: false,
    endedAt: null,
  };
}

/** Whoever waits is told their place again after facts that say so: facts that change a place have to. */
function expectQueueIsTold(session: Session, facts: readonly Fact[]): void {
  const after = applyFacts(
    session,
    facts.filter((fact): fact is SessionFact => "sessionId" in fact),
  );
  if (Bun.deepEquals(queuePlaceOf(after), queuePlaceOf(session))) return;
  const fix = advice`A fact that changes a place in the queue returns true in \`movesQueue\` (${"src/domain/routing/assign-waiting.ts"}).`;
  expect(facts.some(movesQueue), `${fix} Facts: ${facts.map(({ kind }) => kind).join(", ")}.`).toBe(true);
}

/** What the order of the queue depends on; `null` for a session that is not in it. */
function queuePlaceOf({ holder, endedAt, returned, queuedAt }: Session) {
  return holder.kind === "queue" && endedAt === null ? { returned, queuedAt } : null;
}

/**
 * Compares a conversation built from a state half-way through the widget's feed and the rest of it with one built
 * from the whole feed.
 */
async function compareTalks(
  store: Store,
  orgId: OrgId,
  before: CustomerState | null | undefined,
  after: CustomerState | null,
): Promise<void> {
  const known = before?.session;
  const fresh = [after?.session, after?.ended].find((one) => one?.id === known?.id);
  if (known === null || known === undefined || fresh === null || fresh === undefined) return;
  const facts = await readSessionFeed(store, { orgId, sessionId: known.id }, known.no, EVERYTHING);
  const followed = toPublicItems(facts, known.no).reduce(applyPublicFact, known.talk);
  // A followed conversation has additional fields of the facts.
  expect(followed).toMatchObject(fresh.talk);
}

async function look(
  services: ServiceContext,
  { orgId, memberId, customers }: { orgId: OrgId; memberId: MemberId; customers: readonly CustomerId[] },
) {
  const visitors: (CustomerState | null)[] = [];
  for (const id of customers) visitors.push(await customerState(services, orgId, id).catch(() => null));
  return {
    inbox: await inboxSnapshot(services, orgId, memberId),
    lanes: await laneSnapshots(services, orgId, memberId, customers),
    visitors,
  };
}

function followLane(lane: LaneSnapshot, feed: readonly NumberedFact[]): LaneSnapshot {
  return feed.reduce(applyFactToLane, lane);
}

/** Sorts the cards and leaves out the members, which no fact contains. */
function plainInbox({ no, cards }: InboxSnapshot) {
  return { no, cards: cards.toSorted((a, b) => a.session.id.localeCompare(b.session.id)) };
}

/** Leaves out a lane's own number, which only moves with its own facts. */
function plainLane({ customer, sessions }: LaneSnapshot) {
  return { customer, sessions };
}

function endTurn(
  { now }: Scene,
  { id: sessionId, botTurn, clock }: Session,
  how: { kind: "bot-turn-stopped"; why: "customer" } | { kind: "bot-turn-failed"; cause: "timeout" },
): readonly Fact[] {
  if (botTurn === null) return [];
  return [{ ...how, sessionId, turnId: botTurn.turnId, at: now, clock: releaseClockFromTurn(clock, now) }];
}

function pick<One>(from: readonly One[], random: number): One {
  const one = from[Math.floor(random * from.length)];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
}
