import type { World } from "../testbed/testbed.ts";
import { chatter } from "../actors/messages/send-messages.ts";

/** How many people are in a world. */
export interface CrowdSize {
  chats: number;
  /** Tabs that each customer has open on their chat. */
  tabsEach: number;
  agents: number;
}

const WINDOW = 4;
const PATIENCE_MS = 20 * 60_000;

/** Brings people in, spread over the companies. */
export async function gatherCrowd(world: World, { chats, tabsEach, agents }: CrowdSize): Promise<void> {
  const { companies } = world;
  for (let place = 0; place < agents; place += 1) {
    const company = companies[place % companies.length];
    if (company !== undefined) await world.openDesk(company, await world.hire(company, `agent${place}`));
  }
  for (let chat = 0; chat < chats; chat += 1) {
    const company = companies[chat % companies.length];
    if (company === undefined) continue;
    const guest = await world.guest(company, `guest ${chat}`);
    for (let tab = 0; tab < tabsEach; tab += 1) world.openTab(guest, `g${chat}t${tab}`);
  }
}

/** Everybody says `count` things: customers in their chat, agents in any that they hold. */
export async function talkAll({ run, tabs, desks }: World, count: number): Promise<void> {
  const rest = { count, window: WINDOW, patienceMs: PATIENCE_MS };
  const visitors = tabs.map(({ actor, mouth, guest }) =>
    chatter({ ...rest, actor, mouth, where: () => guest.sessionId }),
  );
  const agents = desks.map(({ actor, mouth, held }) => {
    const chance = run.chance.fork(`${actor} chooses`);
    return chatter({ ...rest, actor, mouth, where: () => chance.pick(held()) });
  });
  await Promise.all([...visitors, ...agents]);
}

/** Everybody talks, about `everyMs` apart, until `work` is done. */
export async function talkDuring(world: World, everyMs: number, work: Promise<void>): Promise<void> {
  const talk = { isOver: false };
  const done = work.finally(() => (talk.isOver = true));
  const people = [
    ...world.tabs.map(({ actor, mouth, guest }) => ({ actor, mouth, where: () => guest.sessionId })),
    ...world.desks.map(({ actor, mouth, held }) => {
      const chance = world.run.chance.fork(`${actor} chooses`);
      return { actor, mouth, where: () => chance.pick(held()) };
    }),
  ];
  const talks = people.map(async ({ actor, mouth, where }) => {
    const chance = world.run.chance.fork(`${actor} pauses`);
    while (!talk.isOver) {
      const place = where();
      if (place !== null && mouth.pending() < WINDOW)
        mouth.say(place, `${actor} says ${mouth.said() + 1} of something`);
      await Bun.sleep(chance.whole(0, 2 * everyMs));
    }
  });
  await Promise.all([done, ...talks]);
}
