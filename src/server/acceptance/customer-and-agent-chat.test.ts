import { describe, expect, test } from "bun:test";
import { listAuditEntries } from "../db/privacy/audit-log.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { sendMessage } from "../testing/send-message.ts";
import { openChat } from "../testing/open-chat.ts";
import { textsIn, watchSession } from "../testing/watch-session.ts";
import { ADMIN, type Client, startTestServer, until } from "../testing/test-server.ts";
import type { AgentFeedItem } from "#domain/views/inbox.ts";

const KEY = "k".repeat(43);
function watchAll(member: Client, after: number): AgentFeedItem[] {
  const seen: AgentFeedItem[] = [];
  member.agent.watch.subscribe({ after }, { onData: ({ data }) => void seen.push(data as AgentFeedItem) });
  return seen;
}
for (const engine of ENGINES) {
  describe(`a whole conversation on ${engine.name}`, () => {
    test("the built-in chatbot speaks from the first minute, and says so where there is nothing to answer from", async () => {
      await using server = await startTestServer(await engine.open());
      const { customer, sessionId } = await openChat(server);
      const seen = await watchSession(customer, sessionId);

      await sendMessage(customer, sessionId, "How do I put the widget on my website?");
      await until(() => textsIn(seen).length === 2);

      const answer = seen.findLast(({ fact }) => fact.kind === "message-posted")?.fact;
      expect(answer).toMatchObject({ message: { author: { kind: "bot" }, stopped: false } });
      expect(textsIn(seen).at(-1)).toContain("I pass your question on to the team");
      expect(seen.at(-1)?.fact.kind).toBe("person-offered");
    });

    test("a person takes over by writing, and the customer reads who joined", async () => {
      await using server = await startTestServer(await engine.open());
      const agent = await server.member(ADMIN);
      const { customer, sessionId } = await openChat(server);
      const seen = await watchSession(customer, sessionId);

      await agent.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text: "Hi, Ana here." });
      await until(() => textsIn(seen).length === 1);

      expect(seen.map(({ fact }) => fact.kind)).toEqual(["session-opened", "session-held", "message-posted"]);
      expect(seen[1]?.fact).toMatchObject({ holder: { kind: "agent", name: "Ana" } });
    });

    test("an agent's stream tells everything, whole numbers without a hole", async () => {
      await using server = await startTestServer(await engine.open());
      const agent = await server.member(ADMIN);
      const { no } = await agent.agent.inbox.query();
      const seen = watchAll(agent, no);
      const { customer, sessionId } = await openChat(server);
      await sendMessage(customer, sessionId, "What is Switchboard?");

      await until(() =>
        seen.flatMap(({ facts }) => facts).some(({ fact }) => fact.kind === "message-posted"),
      );

      let prev = no;
      for (const item of seen) {
        expect(item.prev).toBe(prev);
        prev = item.no;
      }
    });

    test("a customer whose connection drops misses nothing and hears nothing twice", async () => {
      await using server = await startTestServer(await engine.open());
      const agent = await server.member(ADMIN);
      const { customer, sessionId } = await openChat(server);
      const seen = await watchSession(customer, sessionId);
      const reply = (text: string) =>
        agent.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text });
      await reply("one");
      await until(() => textsIn(seen).length === 1);

      server.cutConnections();
      await reply("two");
      await reply("three");
      await until(() => textsIn(seen).length === 3);

      expect(textsIn(seen)).toEqual(["one", "two", "three"]);
    });

    test("a message sent twice, as a nervous phone will, is said once", async () => {
      await using server = await startTestServer(await engine.open());
      const { customer, sessionId } = await openChat(server);
      const clientId = crypto.randomUUID();

      const acks = await Promise.all([
        sendMessage(customer, sessionId, "hello?", clientId),
        sendMessage(customer, sessionId, "hello?", clientId),
      ]);

      expect(new Set(acks.map(({ sessionNo }) => sessionNo)).size).toBe(1);
      expect(acks.filter(({ duplicate }) => duplicate)).toHaveLength(1);
    });

    test("sending the form twice gives the same customer, session and token", async () => {
      await using server = await startTestServer(await engine.open());

      const [one, two] = [await openChat(server, "Maria", KEY), await openChat(server, "Maria", KEY)];

      expect([two.token, two.sessionId]).toEqual([one.token, one.sessionId]);
    });

    test("another customer's session is not there", async () => {
      await using server = await startTestServer(await engine.open());
      const { sessionId } = await openChat(server, "Maria");
      const { customer: other } = await openChat(server, "Eve");

      await expect(sendMessage(other, sessionId, "hello")).rejects.toMatchObject({
        data: { refusal: "session-unknown" },
      });
      await expect(other.session.keepOpen.mutate({ sessionId })).rejects.toMatchObject({
        data: { code: "NOT_FOUND" },
      });
    });

    test("a passer-by can do nothing that takes a token, and nobody nothing that takes a sign-in", async () => {
      await using server = await startTestServer(await engine.open());

      await expect(server.customer().session.current.query()).rejects.toMatchObject({
        data: { code: "UNAUTHORIZED" },
      });
      await expect(server.customer().agent.inbox.query()).rejects.toMatchObject({
        data: { code: "UNAUTHORIZED" },
      });
    });

    test("an agent cannot change settings", async () => {
      await using server = await startTestServer(await engine.open());
      const ben = await server.member(await server.addAgent("ben"));

      await expect(ben.settings.turnSwitch.mutate({ answers: "agents" })).rejects.toMatchObject({
        data: { code: "FORBIDDEN" },
      });
    });

    test("the switch moves the chats in flight, tells the counts, and can be taken back", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      await ana.agent.setAvailable.mutate({ available: false });
      const { customer, sessionId } = await openChat(server);
      const seen = await watchSession(customer, sessionId);

      const turned = await ana.settings.turnSwitch.mutate({ answers: "agents" });
      await until(() => seen.at(-1)?.fact.kind === "session-held");
      expect(turned).toMatchObject({ answers: "agents", moved: 1 });
      expect(seen.at(-1)?.fact).toMatchObject({ holder: { kind: "queue" }, line: { kind: "switched" } });
      await ana.settings.undoSwitch.mutate({ no: turned.no });
      await until(() => seen.length === 3);

      expect(seen.at(-1)?.fact).toMatchObject({ holder: { kind: "bot" } });
    });

    test("who turned the switch, and when, is in the audit log", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const { orgId, member } = await ana.agent.me.query();

      await ana.settings.turnSwitch.mutate({ answers: "agents" });

      const [entry] = await listAuditEntries(
        server.composition.store,
        orgId,
        { before: null, actions: null },
        10,
      );
      expect(entry).toMatchObject({
        memberId: member.id,
        action: "switch-turned",
        detail: { answers: "agents" },
      });
    });

    test("half characters and zero bytes in a message cost only themselves", async () => {
      await using server = await startTestServer(await engine.open());
      const { customer, sessionId } = await openChat(server);
      const seen = await watchSession(customer, sessionId);

      await sendMessage(customer, sessionId, "caf\uD800\u0000 crème");
      await until(() => textsIn(seen).length > 0);

      expect(textsIn(seen)[0]).toBe("caf\uFFFD crème");
    });

    test("six chats spread over three connected agents end two, two, two, and a fourth gets the next", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      await ana.settings.turnSwitch.mutate({ answers: "agents" });
      for (const name of ["ben", "cleo"])
        await (await server.member(await server.addAgent(name))).agent.me.query();
      await until(
        async () => (await ana.agent.colleagues.query()).filter(({ present }) => present).length === 3,
      );

      for (let i = 0; i < 6; i++) await openChat(server, `Customer ${i}`);
      const loads = async () =>
        Object.fromEntries((await ana.team.get.query()).members.map(({ name, load }) => [name, load]));
      expect(await loads()).toEqual({ Ana: 2, ben: 2, cleo: 2 });
      await (await server.member(await server.addAgent("dora"))).agent.me.query();
      await until(
        async () => (await ana.agent.colleagues.query()).filter(({ present }) => present).length === 4,
      );
      await openChat(server, "Customer 7");

      expect(await loads()).toMatchObject({ dora: 1 });
    });

    test("a member who is let go loses their connection and their chats", async () => {
      await using server = await startTestServer(await engine.open());
      const ana = await server.member(ADMIN);
      const ben = await server.member(await server.addAgent("ben"));
      const benId = (await ben.agent.me.query()).member.id;
      const { sessionId } = await openChat(server);
      await ben.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text: "Hi" });

      await ana.agent.setAvailable.mutate({ available: false });
      await ana.team.setActive.mutate({ memberId: benId, active: false });

      await expect(ben.agent.me.query()).rejects.toBeDefined();
      const { cards } = await ana.agent.inbox.query();
      expect(cards[0]?.session).toMatchObject({ holder: { kind: "queue" }, returned: true });
    });
  });
}
