import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { applyFacts } from "../model/apply-fact.ts";
import { changeHolder } from "../routing/change-holder.ts";
import type { NumberedFact, SessionFact } from "../model/fact.ts";
import type { Author } from "../model/message.ts";
import type { Session } from "../model/session.ts";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { conversationPage, newestConversation } from "./conversation-page.ts";
import type { CustomerSession } from "./customer-state.ts";
import { prependPage } from "./prepend-page.ts";
import { buildConversation } from "./public-conversation.ts";
import { toPublicItems } from "./public-fact.ts";

type Numbered = NumberedFact<SessionFact>;

const organization = new InMemoryOrganization();
const sessionId = organization.open("maria");
const opened = organization.session(sessionId);
const { clock } = opened;
const CUSTOMER: Author = { kind: "customer" };
const MEMBER: Author = { kind: "member", memberId: "mem_ada", name: "Ada" };

/** Each kind of step of a chat: the facts that one write records, given a number that no other step has. */
const STEPS: Readonly<Record<string, (session: Session, nth: number) => readonly SessionFact[]>> = {
  customer: (_, nth) => [posted(CUSTOMER, nth)],
  member: (_, nth) => [posted(MEMBER, nth)],
  joined: (session, nth) =>
    changeHolder(
      session,
      { holder: { kind: "agent", memberId: "mem_ada", name: "Ada" }, why: { kind: "took-over" } },
      NOON + nth,
    ),
  left: (session, nth) =>
    changeHolder(session, { holder: { kind: "queue" }, why: { kind: "agent-gone" } }, NOON + nth),
  keptOpen: (_, nth) => [{ kind: "kept-open", sessionId, at: NOON + nth, clock }],
  rerouted: (_, nth) => [{ kind: "session-rerouted", sessionId, routedUnder: nth }],
  botStarted: ({ botTurn, generation, customerMessages }, nth) =>
    botTurn === null
      ? [
          {
            kind: "bot-turn-started",
            sessionId,
            clock,
            turn: {
              turnId: `trn_${nth}`,
              generation,
              instanceId: "ins",
              attempt: 1,
              startedAt: NOON + nth,
              givesUpAt: NOON + nth + 9,
              answers: customerMessages,
            },
          },
        ]
      : [],
  botAnswered: ({ botTurn }, nth) => (botTurn === null ? [] : [posted(bot(botTurn), nth, botTurn.turnId)]),
  botOffered: ({ botTurn }, nth) =>
    botTurn === null
      ? []
      : [posted(bot(botTurn), nth, botTurn.turnId), { kind: "person-offered", sessionId, at: NOON + nth }],
  botStopped: ({ botTurn }, nth) =>
    botTurn === null
      ? []
      : [
          {
            kind: "bot-turn-stopped",
            sessionId,
            turnId: botTurn.turnId,
            why: "customer",
            at: NOON + nth,
            clock,
          },
        ],
};

function bot({ turnId }: NonNullable<Session["botTurn"]>): Author {
  return { kind: "bot", name: "Chatbot", turnId };
}

function posted(author: Author, nth: number, clientId = `c${nth}`, stopped = false): SessionFact {
  const id = `msg_${nth}` as const;
  const message = {
    id,
    sessionId,
    author,
    clientId,
    text: `${nth}`,
    sentAt: NOON + nth,
    sources: [],
    stopped,
  };
  return { kind: "message-posted", sessionId, message, clock };
}

/** The facts of a chat with these steps. The words of a stopped answer follow some time after the stop. */
function chatOf(steps: readonly string[]): { session: Session; facts: Numbered[] } {
  const facts: SessionFact[] = [
    {
      kind: "session-opened",
      sessionId,
      session: opened,
      customer: { id: opened.customerId, name: "Maria", email: "maria@example.com" },
    },
  ];
  let session = opened;
  let late: SessionFact[] = [];
  for (const [nth, step] of steps.entries()) {
    const more = [...(nth % 3 === 0 ? late.splice(0) : []), ...(STEPS[step]?.(session, nth) ?? [])];
    facts.push(...more);
    session = applyFacts(session, more);
    for (const fact of more)
      if (fact.kind === "bot-turn-stopped" && fact.why === "customer")
        late.push(posted({ kind: "bot", name: "Chatbot", turnId: fact.turnId }, nth, fact.turnId, true));
  }
  return { session, facts: facts.map((fact, at) => ({ no: at + 1, sessionNo: at + 1, fact })) };
}

function stoppedAnswers(facts: readonly Numbered[]): Numbered[] {
  return facts.filter(({ fact }) => fact.kind === "message-posted" && fact.message.stopped);
}

const chats = fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 60 }).map(chatOf);

describe("pages of a chat", () => {
  test("put together are the whole chat, and counts and read marks do not depend on what is loaded", () => {
    fc.assert(
      fc.property(
        chats,
        fc.integer({ min: 1, max: 20 }),
        fc.nat(9),
        fc.nat(9),
        ({ session, facts }, size, read, seen) => {
          const whole = buildConversation(toPublicItems(facts, 0));
          const newest = facts.slice(-size);
          const counted = { own: session.customerMessages, ours: session.ourMessages };
          const { earlier } = conversationPage(newest, counted, []);
          let shown: CustomerSession = {
            id: sessionId,
            no: facts.length,
            talk: newestConversation(session, newest),
            read: read - (earlier?.ours ?? 0),
            seen: seen - (earlier?.own ?? 0),
            earlier,
          };

          while (shown.earlier) {
            expect(shown.seen + shown.earlier.own).toBe(seen);
            expect(shown.read + shown.earlier.ours).toBe(read);
            const end = shown.earlier.no - 1;
            const page = facts.slice(Math.max(0, end - size), end);
            shown = prependPage(
              shown,
              conversationPage(page, shown.earlier, stoppedAnswers(facts.slice(end))),
            );
          }

          expect(shown.talk.entries).toEqual(whole.entries);
          expect({ read: shown.read, seen: shown.seen, earlier: shown.earlier }).toEqual({
            read,
            seen,
            earlier: null,
          });
        },
      ),
    );
  });

  test("show what is not an entry from the state, as the whole chat would", () => {
    fc.assert(
      fc.property(chats, ({ session, facts }) => {
        const whole = buildConversation(toPublicItems(facts, 0));

        expect(whole).toMatchObject(newestConversation(session, facts));
      }),
    );
  });

  test("keep the offer of a person that the last message made", () => {
    const { session, facts } = chatOf(["customer", "botStarted", "botOffered", "keptOpen"]);

    expect(newestConversation(session, facts.slice(-3)).offered).toBe(true);
    expect(newestConversation(session, facts.slice(-4)).offered).toBe(true);
  });
});
