import { describe, expect, test } from "bun:test";
import { ENGINES } from "../db/testing/engines.ts";
import { startTestInstances } from "../testing/test-instances.ts";
import { sendReply } from "../testing/send-message.ts";
import { openChat } from "../testing/open-chat.ts";
import { ADMIN, type Client, startTestServer, type TestServer } from "../testing/test-server.ts";

/** Opens Maria's chat, which Ben holds. Ana is an admin who has never written to her. */
async function bensCustomer(server: TestServer) {
  const { sessionId } = await openChat(server);
  const ana = await server.member(ADMIN);
  const ben = await server.member(await server.addAgent("ben"));
  await ben.agent.takeOver.mutate({ sessionId });
  const { cards } = await ana.agent.inbox.query();
  const customerId = cards.find(({ session }) => session.id === sessionId)?.customer.id ?? "cus_";
  return { ana, ben, sessionId, customerId };
}

async function noted(admin: Client) {
  const { lines } = await admin.privacy.audit.query({ before: null, topic: "privacy" });
  return lines.map(({ by, action, customer }) => [by, action, customer]);
}

describe.each(ENGINES)("whoever reads another's chats on $name", (engine) => {
  test("is in the audit log, by whichever question they read them; whoever looks after them is not", async () => {
    await using server = await startTestServer(await engine.open());
    const { ana, ben, sessionId, customerId } = await bensCustomer(server);

    for (const agent of [ben, ana, ana]) await agent.agent.look.mutate({ customerIds: [customerId] });
    await ana.agent.look.mutate({ customerIds: [] });

    expect(await noted(ana)).toEqual([["Ana", "chats-read", "Maria"]]);

    const carla = await server.member(await server.addAgent("carla"));
    const before = { sessionId, sessionNo: 99 };
    const { sessions } = await carla.agent.earlier.query({ customerId, before });
    expect(sessions[0]?.facts.length).toBeGreaterThan(0);
    expect(await noted(ana)).toEqual([
      ["carla", "chats-read", "Maria"],
      ["Ana", "chats-read", "Maria"],
    ]);

    await sendReply(ben, sessionId, "On its way.");
    expect(await noted(ana)).toHaveLength(2);
  });
});

test("on several machines at once, whoever reads another's chats is in the audit log once", async () => {
  await using instances = await startTestInstances(2);
  const { here, there } = instances;
  const { ana, customerId } = await bensCustomer(here);
  const elsewhere = await there.member(ADMIN);

  await Promise.all(
    [ana, elsewhere, ana, elsewhere].map((agent) => agent.agent.look.mutate({ customerIds: [customerId] })),
  );

  expect(await noted(ana)).toEqual([["Ana", "chats-read", "Maria"]]);
});
