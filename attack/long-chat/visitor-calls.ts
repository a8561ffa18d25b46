import { randomUUID } from "node:crypto";

/** A call of the visitor. */
export interface VisitorCall {
  path: string;
  method: "query" | "mutation" | "subscription";
  input: object;
}

/**
 * Everything that a visitor may call on their own chat, except what ends it.
 *
 * @param round - which of the older pages is asked for
 * @param size - the number of messages in the chat
 */
export function visitorCalls(sessionId: string, round: number, size: number): VisitorCall[] {
  const before = 1 + ((round * STEP) % size);
  return [
    { method: "query", path: "session.current", input: {} },
    {
      method: "query",
      path: "session.earlier",
      input: { sessionId, before: { no: before, own: size, ours: size } },
    },
    { method: "query", path: "session.thread", input: {} },
    {
      method: "mutation",
      path: "session.leaveMessage",
      input: { clientId: randomUUID(), text: "And another one for later." },
    },
    { method: "query", path: "session.greeting", input: {} },
    // From the first fact on, so that the whole chat is sent again.
    { method: "subscription", path: "session.watch", input: { sessionId, after: 0 } },
    { method: "subscription", path: "session.whispers", input: { sessionId } },
    { method: "subscription", path: "session.watchPublic", input: {} },
    {
      method: "mutation",
      path: "message.send",
      input: { sessionId, clientId: randomUUID(), text: "And another one." },
    },
    { method: "mutation", path: "message.typing", input: { sessionId } },
    { method: "mutation", path: "message.read", input: { sessionId, count: before } },
    { method: "mutation", path: "session.keepOpen", input: { sessionId } },
    { method: "mutation", path: "session.askPerson", input: { sessionId } },
    { method: "mutation", path: "session.askBot", input: { sessionId } },
    { method: "mutation", path: "session.stopBot", input: { sessionId } },
    {
      method: "mutation",
      path: "session.open",
      input: { key: KEY, name: "Visitor", email: "visitor@example.com" },
    },
  ];
}

/** A prime, so that each round asks for a different page. */
const STEP = 1_009;
const KEY = "k".repeat(43);
