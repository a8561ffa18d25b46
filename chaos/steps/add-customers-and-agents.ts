import type { Testbed } from "../testbed/testbed.ts";

/** The number of people in a testbed. */
export interface ChatLoadSize {
  chats: number;
  /** The number of tabs that each customer has open on their chat. */
  tabsEach: number;
  agents: number;
}

/** Adds people, spread over the organizations. */
export async function addCustomersAndAgents(
  testbed: Testbed,
  { chats, tabsEach, agents }: ChatLoadSize,
): Promise<void> {
  const { organizations } = testbed;
  for (let place = 0; place < agents; place += 1) {
    const organization = organizations[place % organizations.length];
    if (organization !== undefined)
      await testbed.openAgentApp(organization, await testbed.addAgent(organization, `agent${place}`));
  }
  for (let chat = 0; chat < chats; chat += 1) {
    const organization = organizations[chat % organizations.length];
    if (organization === undefined) continue;
    const customerSession = await testbed.openSession(organization, `customer ${chat}`);
    for (let tab = 0; tab < tabsEach; tab += 1) testbed.openCustomerTab(customerSession, `g${chat}t${tab}`);
  }
}
