import type { Testbed } from "../testbed/testbed.ts";
import { sendMessages } from "../actors/messages/send-messages.ts";

/** How many people are in a world. */
export interface ChatLoadSize {
  chats: number;
  /** Tabs that each customer has open on their chat. */
  tabsEach: number;
  agents: number;
}

const WINDOW = 4;
const TIMEOUT_MS = 20 * 60_000;

/** Brings people in, spread over the companies. */
export async function addPeople(testbed: Testbed, { chats, tabsEach, agents }: ChatLoadSize): Promise<void> {
  const { organizations } = testbed;
  for (let place = 0; place < agents; place += 1) {
    const organization = organizations[place % organizations.length];
    if (organization !== undefined)
      await testbed.openAgentApp(organization, await testbed.addAgent(organization, `agent${place}`));
  }
  for (let chat = 0; chat < chats; chat += 1) {
    const organization = organizations[chat % organizations.length];
    if (organization === undefined) continue;
    const customerSession = await testbed.openSession(organization, `guest ${chat}`);
    for (let tab = 0; tab < tabsEach; tab += 1) testbed.openCustomerTab(customerSession, `g${chat}t${tab}`);
  }
}

/** Everybody says `count` things: customers in their chat, agents in any that they hold. */
export async function sendFromEveryone(
  { run, customerTabs, agentApps }: Testbed,
  count: number,
): Promise<void> {
  const rest = { count, window: WINDOW, timeoutMs: TIMEOUT_MS };
  const customers = customerTabs.map(({ actor, outbox, customerSession }) =>
    sendMessages({ ...rest, actor, outbox, nextSession: () => customerSession.sessionId }),
  );
  const agents = agentApps.map(({ actor, outbox, held }) => {
    const random = run.random.fork(`${actor} chooses`);
    return sendMessages({ ...rest, actor, outbox, nextSession: () => random.pick(held()) });
  });
  await Promise.all([...customers, ...agents]);
}

/** Everybody talks, about `everyMs` apart, until `work` is done. */
export async function sendDuring(testbed: Testbed, everyMs: number, work: Promise<void>): Promise<void> {
  const talk = { isOver: false };
  const done = work.finally(() => (talk.isOver = true));
  const people = [
    ...testbed.customerTabs.map(({ actor, outbox, customerSession }) => ({
      actor,
      mouth: outbox,
      where: () => customerSession.sessionId,
    })),
    ...testbed.agentApps.map(({ actor, outbox, held }) => {
      const random = testbed.run.random.fork(`${actor} chooses`);
      return { actor, mouth: outbox, where: () => random.pick(held()) };
    }),
  ];
  const talks = people.map(async ({ actor, mouth: outbox, where }) => {
    const random = testbed.run.random.fork(`${actor} pauses`);
    while (!talk.isOver) {
      const place = where();
      if (place !== null && outbox.pendingCount() < WINDOW)
        outbox.send(place, `${actor} says ${outbox.sentCount() + 1} of something`);
      await Bun.sleep(random.whole(0, 2 * everyMs));
    }
  });
  await Promise.all([done, ...talks]);
}
