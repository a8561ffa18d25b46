import { describe, expect, test } from "bun:test";
import { applyFact } from "../model/apply-fact.ts";
import type { NumberedFact, SessionFact } from "../model/fact.ts";
import { EARLIER_FACTS, EARLIER_SESSION } from "../testing/stored-by-earlier-builds.ts";
import { applyFactToInbox, type InboxSnapshot } from "./inbox.ts";
import { buildConversation } from "./public-conversation.ts";
import { toPublicItems } from "./public-fact.ts";
import { buildTimeline } from "./timeline.ts";

const sessionFacts = EARLIER_FACTS.filter((fact): fact is SessionFact => "sessionId" in fact);
const entries = sessionFacts.map((fact, at): NumberedFact<SessionFact> => ({
  no: at + 1,
  sessionNo: at + 1,
  fact,
}));

/** The names of fields that are read as `undefined`, at any depth. */
function undefinedIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined ? [name] : undefinedIn(inner),
  );
}

describe("what an earlier build has stored", () => {
  test("adds up to a session in which nothing is undefined", () => {
    const session = sessionFacts.reduce(applyFact, EARLIER_SESSION);

    expect(session).toMatchObject({ customerMessages: 2, ourMessages: 2, unattended: false, botTurn: null });
    expect(undefinedIn(session)).toEqual([]);
  });

  test("is shown to the customer, in the lane and in the inbox", () => {
    const talk = buildConversation(toPublicItems(entries, 0));
    const lane = { session: EARLIER_SESSION, facts: entries, earlier: false };
    const empty: InboxSnapshot = { no: 0, now: 0, cards: [], members: [] };
    const { cards } = entries.slice(0, -2).reduce(applyFactToInbox, empty);

    expect(talk.entries.filter(({ kind }) => kind === "message")).toHaveLength(3);
    expect(buildTimeline([lane], { dayOf: () => "today", newAfter: null }).length).toBeGreaterThan(8);
    expect(cards).toHaveLength(1);
    expect(undefinedIn([talk, cards])).toEqual([]);
  });
});
