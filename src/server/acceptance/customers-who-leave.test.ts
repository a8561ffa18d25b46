import { describe, expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { ENGINES, type Engine } from "../db/testing/engines.ts";
import { openChat } from "../testing/open-chat.ts";
import { recordedFactsOf } from "../testing/recorded-facts.ts";
import { sendMessage } from "../testing/send-message.ts";
import { ADMIN, startTestServer, until } from "../testing/test-server.ts";
import { watchEphemeralEvents, watchSession } from "../testing/watch-session.ts";

/** A server where agents answer and nobody is available, with a clock that is set by the test. */
async function startServer(engine: Engine) {
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const server = await startTestServer(await engine.open({ now }), now);
  const ana = await server.member(ADMIN);
  await ana.settings.turnSwitch.mutate({ answers: "agents" });
  await ana.agent.setAvailable.mutate({ available: false });
  const { customerPresence } = server.composition;
  const pass = async (ms: number) => {
    for (const end = clock.now + ms; clock.now < end;) {
      clock.now += SECOND;
      await customerPresence.check();
    }
  };
  const holderOf = async (sessionId: string) => {
    const { cards } = await ana.agent.inbox.query();
    return cards.find(({ session }) => session.id === sessionId)?.session.holder.kind;
  };
  const kindsOf = async (sessionId: `ses_${string}`) =>
    (await recordedFactsOf(server, sessionId)).map(({ kind }) => kind);
  await pass(61 * SECOND);
  return {
    server,
    ana,
    pass,
    holderOf,
    kindsOf,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

for (const engine of ENGINES) {
  describe(`a customer in line who closes the page, on ${engine.name}`, () => {
    test("is passed over after 30 s, and is first again when they are back", async () => {
      await using chat = await startServer(engine);
      const { server, ana, pass, holderOf, kindsOf } = chat;
      const first = await openChat(server, "Maria");
      await pass(SECOND);
      const second = await openChat(server, "Noor");
      await watchSession(first.customer, first.sessionId);
      const events = await watchEphemeralEvents(second.customer, second.sessionId);
      await until(() => events.some((event) => event.kind === "position" && event.position === 2));

      await server.closePage(first.customer);
      await pass(30 * SECOND);
      expect(await kindsOf(first.sessionId)).toEqual(["session-opened"]);
      await pass(2 * SECOND);
      expect(await kindsOf(first.sessionId)).toEqual(["session-opened", "customer-left"]);
      await until(() => events.some((event) => event.kind === "position" && event.position === 1));
      await ana.agent.setAvailable.mutate({ available: true });
      expect(await holderOf(first.sessionId)).toBe("queue");
      expect(await holderOf(second.sessionId)).toBe("agent");

      const seen = await watchSession(server.customer(first.token), first.sessionId);
      await until(async () => (await holderOf(first.sessionId)) === "agent");

      expect(await kindsOf(first.sessionId)).toEqual([
        "session-opened",
        "customer-left",
        "customer-back",
        "session-held",
      ]);
      await until(() => seen.length === 2);
      expect(seen.map(({ fact, prev }) => [fact.kind, prev])).toEqual([
        ["session-opened", 0],
        ["session-held", 1],
      ]);
    }, 60_000);

    test("keeps their place and their end, and a message of theirs brings them back", async () => {
      await using chat = await startServer(engine);
      const { server, ana, pass, kindsOf } = chat;
      const first = await openChat(server, "Maria");
      await pass(SECOND);
      const second = await openChat(server, "Noor");
      await watchSession(first.customer, first.sessionId);
      await watchSession(second.customer, second.sessionId);
      await server.closePage(first.customer);
      await pass(40 * SECOND);
      const before = await ana.agent.inbox.query();

      await sendMessage(server.customer(first.token), first.sessionId, "Still there?");
      expect((await kindsOf(first.sessionId)).slice(-2)).toEqual(["customer-back", "message-posted"]);
      const next = await ana.agent.acceptNext.mutate();

      expect(next.sessionId).toBe(first.sessionId);
      const clocks = before.cards.map(({ session }) => session.clock.idleAt - session.openedAt);
      expect(clocks).toEqual([300 * SECOND, 300 * SECOND]);
    }, 60_000);

    test("leaves nothing behind when they are back in time, and does not hold up who waits with another browser", async () => {
      await using chat = await startServer(engine);
      const { server, ana, pass, kindsOf } = chat;
      const abandoned = await openChat(server, "Maria");
      await watchSession(abandoned.customer, abandoned.sessionId);
      await server.closePage(abandoned.customer);
      await pass(25 * SECOND);
      const again = server.customer(abandoned.token);
      await watchSession(again, abandoned.sessionId);
      await pass(40 * SECOND);
      expect(await kindsOf(abandoned.sessionId)).toEqual(["session-opened"]);

      // A widget that can store nothing opens another chat on the next page.
      await server.closePage(again);
      const second = await openChat(server, "Maria");
      await watchSession(second.customer, second.sessionId);
      await pass(32 * SECOND);

      expect((await ana.agent.acceptNext.mutate()).sessionId).toBe(second.sessionId);
      expect(await kindsOf(abandoned.sessionId)).toEqual(["session-opened", "customer-left"]);
    }, 60_000);
  });
}
