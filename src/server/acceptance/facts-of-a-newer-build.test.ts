import { describe, expect, test } from "bun:test";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { CustomerId, SessionId } from "#domain/model/ids.ts";
import type { AgentFeedItem } from "#domain/views/inbox.ts";
import { listOrganizations } from "../db/settings/organizations.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { type OpenedChat, openChat } from "../testing/open-chat.ts";
import { recordUnknownFacts } from "../testing/record-unknown-facts.ts";
import { sendMessage, sendReply } from "../testing/send-message.ts";
import { startTestInstances } from "../testing/test-instances.ts";
import { ADMIN, type Client, startTestServer, type TestServer, until } from "../testing/test-server.ts";
import { textsIn, watchEphemeralEvents, watchSession } from "../testing/watch-session.ts";

const PATIENCE_MS = 60_000;

/** Subscribes a member to facts, starting from the inbox. Every item must follow on from the one before. */
async function watchInbox(member: Client): Promise<AgentFeedItem["facts"][number][]> {
  const { no } = await member.agent.inbox.query();
  const seen: AgentFeedItem["facts"][number][] = [];
  let prev = no;
  member.agent.watch.subscribe(
    { after: no },
    {
      onData({ data }) {
        const item = data as AgentFeedItem;
        expect(item.prev).toBe(prev);
        prev = item.no;
        seen.push(...item.facts);
      },
    },
  );
  return seen;
}

async function customerOf(member: Client, id: SessionId): Promise<CustomerId> {
  const { cards } = await member.agent.inbox.query();
  const card = cards.find(({ session }) => session.id === id);
  if (card === undefined) throw new Error(`${id} is not in the inbox`);
  return card.customer.id;
}

/** Expects that both sides continue after `writer` has recorded unknown facts, however they are read. */
async function expectToGoOn(writer: TestServer, agent: Client, { customer, sessionId }: OpenedChat) {
  const items = await watchInbox(agent);
  const seen = await watchSession(customer, sessionId);
  await recordUnknownFacts(writer, sessionId);
  await sendReply(agent, sessionId, "Hi, Ana here.");
  await sendMessage(customer, sessionId, "Good to have you.");
  await until(() => textsIn(seen).includes("Good to have you."));
  await until(() => items.some(({ fact }) => fact.kind === "message-posted"));

  expect(textsIn(seen)).toEqual(["Hi, Ana here.", "Good to have you."]);
  expect(seen.map(({ fact }): string => fact.kind)).not.toContain("invented");
  expect(items.map(({ fact }): string => fact.kind)).toContain("invented");

  const { session } = await customer.session.current.query({});
  expect(session?.talk.entries.filter(({ kind }) => kind === "message")).toHaveLength(2);
  const [lane] = await agent.agent.look.mutate({ customerIds: [await customerOf(agent, sessionId)] });
  expect(lane?.sessions[0]?.session).toMatchObject({ customerMessages: 1, ourMessages: 1 });
}

for (const engine of ENGINES) {
  describe(`facts that a newer build has recorded on ${engine.name}`, () => {
    test(
      "change nothing here, and everything after them goes on",
      async () => {
        await using server = await startTestServer(await engine.open());
        const agent = await server.member(ADMIN);
        const chat = await openChat(server);

        await expectToGoOn(server, agent, chat);
      },
      PATIENCE_MS,
    );

    test(
      "may be the first that is read of a chat by whoever comes back",
      async () => {
        await using server = await startTestServer(await engine.open());
        const { customer, sessionId } = await openChat(server);
        await recordUnknownFacts(server, sessionId);

        const seen = await watchSession(customer, sessionId);
        await sendReply(await server.member(ADMIN), sessionId, "Hi, Ana here.");
        await until(() => textsIn(seen).length === 1);

        expect(seen.map(({ fact }) => fact.kind)).toEqual([
          "session-opened",
          "session-held",
          "message-posted",
        ]);
      },
      PATIENCE_MS,
    );
  });
}

test(
  "facts, whispers and words that a newer instance sends change nothing on an older one beside it",
  async () => {
    await using instances = await startTestInstances(2);
    const { here, there } = instances;
    const agent = await there.member(ADMIN);
    const chat = await openChat(there);
    const whispered = await watchEphemeralEvents(chat.customer, chat.sessionId);
    const { services, peerChannel } = here.composition;
    const [organization] = await listOrganizations(here.composition.store);
    const event: EphemeralEvent = JSON.parse(`{"kind":"invented","sessionId":"${chat.sessionId}"}`);

    peerChannel.send(JSON.parse('{"kind":"invented"}'));
    peerChannel.send(JSON.parse('{"kind":"gone","gone":{"invented":true}}'));
    services.ephemeralEvents.publish(organization?.id ?? "org_", event);
    await expectToGoOn(here, agent, chat);
    await agent.message.typing.mutate({ sessionId: chat.sessionId });
    await until(() => whispered.length > 0);

    expect(whispered.map(({ kind }) => kind)).toContain("typing");
  },
  PATIENCE_MS,
);
