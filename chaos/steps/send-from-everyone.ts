import type { Testbed } from "../testbed/testbed.ts";
import { sendMessages } from "../actors/messages/send-messages.ts";

const WINDOW = 4;

const TIMEOUT_MS = 20 * 60_000;

/** Has everybody send `count` messages: customers in their chat, agents in any chat they hold. */
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

/** Has everybody send messages, about `everyMs` apart, until `work` is done. */
export async function sendDuring(testbed: Testbed, everyMs: number, work: Promise<void>): Promise<void> {
  const state = { isOver: false };
  const done = work.finally(() => (state.isOver = true));
  const senders = [
    ...testbed.customerTabs.map(({ actor, outbox, customerSession }) => ({
      actor,
      outbox,
      nextSession: () => customerSession.sessionId,
    })),
    ...testbed.agentApps.map(({ actor, outbox, held }) => {
      const random = testbed.run.random.fork(`${actor} chooses`);
      return { actor, outbox, nextSession: () => random.pick(held()) };
    }),
  ];
  const sending = senders.map(async ({ actor, outbox, nextSession }) => {
    const random = testbed.run.random.fork(`${actor} pauses`);
    while (!state.isOver) {
      const sessionId = nextSession();
      if (sessionId !== null && outbox.pendingCount() < WINDOW)
        outbox.send(sessionId, `${actor} says ${outbox.sentCount() + 1} of something`);
      await Bun.sleep(random.whole(0, 2 * everyMs));
    }
  });
  await Promise.all([done, ...sending]);
}
