import { describe, expect, test } from "bun:test";
import { applyFact } from "../model/apply-fact.ts";
import type { HeldWhy, NumberedFact, SessionFact } from "../model/fact.ts";
import { toPublicEphemeralEvent } from "../model/ephemeral-event.ts";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { unknownSessionFact, unknownOrgFact } from "../testing/unknown-fact.ts";
import { applyFactToLane } from "./customer-lane.ts";
import { applyFactToInbox } from "./inbox.ts";
import { applyPublicFact, buildConversation } from "./public-conversation.ts";
import { type PublicFact, toPublicFact, toPublicItems } from "./public-fact.ts";
import { buildTimeline } from "./timeline.ts";
import { truncateFactForList } from "./truncate-fact-for-list.ts";

const organization = new InMemoryOrganization();
const sessionId = organization.open("maria");
const session = organization.session(sessionId);
const facts = organization.facts.filter((fact): fact is SessionFact => "sessionId" in fact);
const customer = { id: session.customerId, name: "Maria", email: "maria@example.com" };
const entries = facts.map((fact, index) => ({ no: index + 1, sessionNo: index + 1, fact }));
const no = entries.length + 1;

/** The next fact of the feed, of a kind that only a newer build knows. */
const INVENTED: NumberedFact<SessionFact> = { no, sessionNo: no, fact: unknownSessionFact(sessionId) };
const INVENTED_OF_ORGANIZATION: NumberedFact = { no, sessionNo: null, fact: unknownOrgFact() };

/** Creates a fact that queues the session for a reason only a newer build knows. */
function heldFor(why: string, holder = "queue"): SessionFact {
  const held = { kind: "session-held", sessionId, holder: { kind: holder }, why: { kind: why }, at: NOON };
  return held as unknown as SessionFact;
}

describe("a fact of an unknown kind", () => {
  test("leaves its session as it is", () => {
    expect(applyFact(session, INVENTED.fact)).toBe(session);
  });

  test("is told to no customer, and the numbers go on behind it", () => {
    expect(toPublicFact(INVENTED.fact)).toBeNull();
    expect(toPublicItems([INVENTED], no - 1)).toEqual([]);
  });

  test.each([INVENTED, INVENTED_OF_ORGANIZATION])(
    "leaves the inbox as it is but for its number: %#",
    (entry) => {
      const inbox = { no: no - 1, now: NOON, cards: [{ session, customer, read: 0 }], members: [] };

      expect(applyFactToInbox(inbox, entry)).toEqual({ ...inbox, no });
    },
  );

  test("stands in its lane without changing the chat, so that no number is missing, and is not drawn", () => {
    const lane = {
      no: no - 1,
      customer,
      sessions: [{ session, facts: entries, earlier: false }],
      earlier: false,
      read: 0,
    };
    const reading = { dayOf: () => "today", newAfter: null };
    const after = applyFactToLane(lane, INVENTED);

    expect(after.sessions).toEqual([{ session, facts: [...entries, INVENTED], earlier: false }]);
    expect(buildTimeline(after.sessions, reading)).toEqual(buildTimeline(lane.sessions, reading));
    expect(applyFactToLane(lane, INVENTED_OF_ORGANIZATION)).toBe(lane);
  });

  test("is handed on whole", () => {
    expect(truncateFactForList(INVENTED)).toBe(INVENTED);
  });
});

describe("what a customer is told, if it is of an unknown kind,", () => {
  test("leaves the conversation as it is, whatever else it says", () => {
    const conversation = buildConversation(toPublicItems(entries, 0));
    const fact = { kind: "invented", holder: { kind: "invented" }, entries: [], ended: true };

    expect(applyPublicFact(conversation, { prev: no - 1, no, fact: fact as unknown as PublicFact })).toBe(
      conversation,
    );
  });

  test("is not passed on when it was said in passing", () => {
    const invented: Parameters<typeof toPublicEphemeralEvent>[0] = JSON.parse('{"kind":"invented"}');

    expect(toPublicEphemeralEvent(invented)).toBeNull();
  });
});

describe("a chat that changes hands", () => {
  test("for an unknown reason does so without a line of its own", () => {
    const held = heldFor("invented");

    expect(toPublicFact(held)).toMatchObject({ holder: { kind: "queue" }, line: null });
    expect(drawn(held)).toEqual([]);
    expect(drawn(heldFor("invented", "bot"))).toEqual([]);
  });

  test("to an unknown holder does so without a line of its own", () => {
    const held = heldFor("switched" satisfies HeldWhy["kind"], "invented");

    expect(toPublicFact(held)).toMatchObject({ line: null });
    expect(drawn(held)).toEqual([]);
  });
});

/** The timeline entries of a fact. */
function drawn(fact: SessionFact): unknown[] {
  const reading = { dayOf: () => "today", newAfter: null };
  const shown = buildTimeline([{ session, facts: [{ no: 1, sessionNo: 1, fact }], earlier: false }], reading);
  return shown.filter(({ kind }) => kind === "line");
}
