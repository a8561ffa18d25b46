import { describe, expect, test } from "bun:test";
import type { Fact } from "../model/fact.ts";
import { unknownSessionFact } from "../testing/unknown-fact.ts";
import { InMemoryOrganization, liveAgents, NOON } from "../testing/in-memory-organization.ts";
import { affectsQueue, assignWaiting, movesQueue } from "./assign-waiting.ts";
import { compareQueuePlace } from "./queue-order.ts";
import type { SessionId } from "../model/ids.ts";

/** The facts recorded when a customer opens a chat. */
function opened(organization: InMemoryOrganization): Fact[] {
  organization.open("maria");
  return organization.facts.filter(({ kind }) => kind === "session-opened");
}

describe("the queue moves", () => {
  test("when a chat is opened in it, and not when the chatbot has it", () => {
    expect(opened(new InMemoryOrganization(liveAgents)).map(movesQueue)).toEqual([true]);
    expect(opened(new InMemoryOrganization()).map(movesQueue)).toEqual([false]);
  });

  test.each(["customer-left", "customer-back"] as const)(
    "with %s, because who has left counts for nobody",
    (kind) => {
      expect(movesQueue({ kind, sessionId: "ses_1", at: 0 })).toBe(true);
    },
  );

  test("when a chat of it is erased", () => {
    expect(movesQueue({ kind: "erased", customers: [], sessions: ["ses_1"], at: 0 })).toBe(true);
  });

  test("not by a fact that only a newer build knows", () => {
    expect(movesQueue(unknownSessionFact("ses_1"))).toBe(false);
  });
});

const chat = (id: SessionId, queuedAt: number | null, returned = false) => ({ id, queuedAt, returned });

describe("chats that wait", () => {
  test("are assigned in order, with the reason, to who has room", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const [first, second] = [organization.open("maria"), organization.open("jo")];
    organization.addMember("ada", { capacity: 1 });
    const scene = organization.scene();

    expect(assignWaiting(scene)).toMatchObject([
      {
        kind: "session-held",
        sessionId: first,
        holder: { kind: "agent", memberId: "mem_ada", name: "ada" },
        why: { kind: "assigned", reason: { rule: "least-busy", tieBreak: null } },
        at: NOON,
      },
    ]);
    organization.addMember("ben");
    const both = assignWaiting(organization.scene()).map(
      (fact) => fact.kind === "session-held" && fact.sessionId,
    );
    expect(both).toEqual([first, second]);
  });

  test("keep the note of what the switch did to them", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const session = organization.session(organization.open("maria"));
    organization.addMember("ada");
    const movedBySwitch = { under: 1, from: "bot", queuedAt: null } as const;
    const queue = () => [{ session: { ...session, movedBySwitch }, lastMemberId: null }];

    expect(assignWaiting({ ...organization.scene(), queue })).toMatchObject([{ movedBySwitch }]);
  });

  test("are looked at after a change of members or settings, and after a fact that moves the queue", () => {
    const posted = { kind: "members-changed", at: 1 } as const;

    expect(affectsQueue([posted])).toBe(false);
    expect(affectsQueue([posted], { members: [] })).toBe(true);
    expect(affectsQueue([], { settings: new InMemoryOrganization().settings })).toBe(true);
    expect(affectsQueue([posted, { kind: "erased", customers: [], sessions: [], at: 1 }])).toBe(true);
  });

  test("are served in this order: returned ones first, then who waits longest, then by id", () => {
    const queue = [
      chat("ses_d", 5),
      chat("ses_b", 3),
      chat("ses_a", 3),
      chat("ses_c", 9, true),
      chat("ses_e", null),
    ];
    const sorted = queue.toSorted(compareQueuePlace).map(({ id }) => id as string);

    expect(sorted).toEqual(["ses_c", "ses_e", "ses_a", "ses_b", "ses_d"]);
    expect(compareQueuePlace(chat("ses_b", 3), chat("ses_a", 3))).toBeGreaterThan(0);
    expect(compareQueuePlace(chat("ses_a", 3), chat("ses_b", 3))).toBeLessThan(0);
    expect(
      queue
        .toReversed()
        .toSorted(compareQueuePlace)
        .map(({ id }) => id as string),
    ).toEqual(sorted);
  });
});

describe("the queue moves by a fact", () => {
  const clock = { idleAt: 1, warningMs: 1, expiresAt: 1, warnsAt: 0 };
  const of = { sessionId: "ses_1", at: 1 } as const;

  test("that ends a chat, gives it to somebody, or sets it back in time", () => {
    const by = { kind: "idle" } as const;
    const rest = {
      generation: 1,
      routedUnder: 1,
      needsPerson: true,
      queuedAt: 1,
      returned: false,
      movedBySwitch: null,
    };
    const held = { ...of, ...rest, holder: { kind: "queue" }, why: { kind: "person-asked" } } as const;

    expect(movesQueue({ kind: "session-ended", ...of, by, unattended: true })).toBe(true);
    expect(movesQueue({ kind: "session-held", ...held })).toBe(true);
    expect(movesQueue({ kind: "clock-set-back", ...of, clock })).toBe(true);
  });

  test("of no other kind", () => {
    expect(movesQueue({ kind: "kept-open", ...of, clock })).toBe(false);
    expect(movesQueue({ kind: "person-offered", ...of })).toBe(false);
    expect(movesQueue({ kind: "session-rerouted", sessionId: "ses_1", routedUnder: 1 })).toBe(false);
  });
});
