import { describe, expect, test } from "bun:test";
import { ENGINES } from "../db/testing/engines.ts";
import { openChat } from "../testing/open-chat.ts";
import { ADMIN, startTestServer, until } from "../testing/test-server.ts";
import { watchEphemeralEvents, watchSession } from "../testing/watch-session.ts";

for (const engine of ENGINES) {
  describe(`a public name on ${engine.name}`, () => {
    test("is what customers read from the next message on, over connections that were open before", async () => {
      await using server = await startTestServer(await engine.open());
      const agent = await server.member(ADMIN);
      const { member } = await agent.agent.me.query();
      const { customer, sessionId, token } = await openChat(server);
      const seen = await watchSession(customer, sessionId);
      const events = await watchEphemeralEvents(customer, sessionId);
      const reply = async (text: string) => {
        await agent.message.typing.mutate({ sessionId });
        await agent.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text });
        await until(() => JSON.stringify(seen).includes(text));
      };
      const authors = () =>
        seen.flatMap(({ fact }) => (fact.kind === "message-posted" ? [fact.message.author] : []));
      await reply("one");

      await agent.agent.setPublicName.mutate({ publicName: "Robin" });
      await reply("two");
      await agent.team.setPublicName.mutate({ memberId: member.id, publicName: null });
      await reply("three");
      await agent.agent.setPublicName.mutate({ publicName: "Kim" });
      await agent.agent.end.mutate({ sessionId });
      await until(() => seen.some(({ fact }) => fact.kind === "session-ended"));

      expect(authors()).toMatchObject([{ name: member.name }, { name: "Robin" }, { name: member.name }]);
      expect(seen.at(-1)?.fact).toMatchObject({ ended: { by: "member", name: "Kim" } });
      expect(events.flatMap((event) => (event.kind === "typing" ? [event.name as string] : []))).toEqual([
        member.name,
        "Robin",
        member.name,
      ]);
      expect(JSON.stringify(await server.customer(token).session.current.query())).toContain("Robin");
    });

    test("hides the other from everything that a customer gets, and from no colleague", async () => {
      await using server = await startTestServer(await engine.open());
      const agent = await server.member(ADMIN);
      await agent.agent.setPublicName.mutate({ publicName: "Robin" });
      const { member } = await agent.agent.me.query();
      const { customer, sessionId } = await openChat(server);
      const seen = await watchSession(customer, sessionId);
      await agent.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text: "Hello" });
      await until(() => JSON.stringify(seen).includes("Hello"));

      const told = JSON.stringify([seen, await customer.session.current.query()]);

      expect(told).toContain('"name":"Robin"');
      expect(told).not.toContain(`"${member.name}"`);
      expect(told).not.toContain(member.email);
      expect(JSON.stringify(await agent.agent.inbox.query())).toContain(`"name":"${member.name}"`);
    });
  });
}
