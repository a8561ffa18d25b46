import type { Fact, HeldWhy } from "../model/fact.ts";
import type { Session } from "../model/session.ts";

/*
 * What the database of a customer holds today. The rows and facts of builds before yours are never rewritten: they lack
 * a field that you add. So nothing is added here. If this file does not compile since you added a field to `Session` or
 * to a fact, make the field optional there, say what its absence means, and read it with that meaning. A new kind of
 * fact needs nothing here.
 */

/** A session as stored. */
export const EARLIER_SESSION: Session = {
  id: "ses_1",
  customerId: "cus_1",
  holder: { kind: "queue" },
  generation: 1,
  routedUnder: 1,
  movedBySwitch: { under: 1, from: "queue", queuedAt: 0 },
  needsPerson: false,
  openedAt: 0,
  clock: { idleAt: 300_000, warningMs: 60_000, expiresAt: 300_000, warnsAt: 240_000 },
  endedAt: null,
  endedBy: null,
  queuedAt: 0,
  returned: false,
  heldAt: null,
  holderAway: false,
  awaitingSince: null,
  botTurn: null,
  lastWords: { by: "customer", text: "Hello", at: 0 },
  customerMessages: 1,
  ourMessages: 0,
  unattended: false,
};

const sessionId = EARLIER_SESSION.id;
const { clock } = EARLIER_SESSION;
const turn = {
  turnId: "trn_1",
  generation: 2,
  instanceId: "ins_1",
  attempt: 1,
  startedAt: 0,
  givesUpAt: 60_000,
  answers: 1,
} as const;

function message(author: Extract<Fact, { kind: "message-posted" }>["message"]["author"]): Fact {
  const text = "Hello";
  const of = { id: "msg_1", sessionId, clientId: "1", text, sentAt: 0, stopped: false } as const;
  const sources = [{ articleId: "art_1", title: "Returns" }];
  return { kind: "message-posted", sessionId, message: { ...of, author, sources }, clock };
}

function held(why: HeldWhy): Fact {
  const of = { sessionId, generation: 2, routedUnder: 1, needsPerson: false, at: 0 } as const;
  const rest = { queuedAt: null, returned: false, movedBySwitch: null };
  return {
    kind: "session-held",
    holder: { kind: "agent", memberId: "mem_1", name: "Ana" },
    why,
    ...of,
    ...rest,
  };
}

/** Facts as stored, in a possible order. */
export const EARLIER_FACTS: readonly Fact[] = [
  {
    kind: "session-opened",
    sessionId,
    session: EARLIER_SESSION,
    customer: { id: "cus_1", name: "Maria", email: "maria@example.com" },
  },
  message({ kind: "customer" }),
  { kind: "bot-turn-started", sessionId, turn, clock },
  { kind: "bot-turn-failed", sessionId, turnId: turn.turnId, cause: "timeout", at: 0, clock },
  { kind: "bot-turn-started", sessionId, turn, clock },
  { kind: "bot-turn-stopped", sessionId, turnId: turn.turnId, why: "customer", at: 0, clock },
  message({ kind: "bot", name: "Chatbot", turnId: turn.turnId }),
  { kind: "person-offered", sessionId, at: 0 },
  { kind: "session-rerouted", sessionId, routedUnder: 2 },
  held({
    kind: "assigned",
    reason: { rule: "least-busy", candidates: [{ memberId: "mem_1", load: 0 }], tieBreak: null },
  }),
  message({ kind: "member", memberId: "mem_1", name: "Ana" }),
  { kind: "holder-away", sessionId, away: true, at: 0 },
  { kind: "kept-open", sessionId, at: 0, clock },
  { kind: "session-ended", sessionId, at: 0, by: { kind: "idle" }, unattended: true },
  { kind: "session-attended", sessionId, memberId: "mem_1", at: 0 },
  { kind: "settings-changed", part: "answering", at: 0 },
  { kind: "members-changed", at: 0 },
  { kind: "articles-changed", at: 0 },
  { kind: "erased", customers: ["cus_1"], sessions: [sessionId], at: 0 },
];
