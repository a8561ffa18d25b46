import { CHAT_COUNT, type Sender } from "../../load/chat-system.ts";
import { type AgentApp, openAgentApp } from "./agent-app.ts";
import { connectWidgets, openSessions } from "./customer-widgets.ts";
import type { Organization } from "./organization.ts";

/** {@link CHAT_COUNT} customers, each on a connection of their own, and the one agent who holds every chat. */
export interface ConnectedChats {
  agent: AgentApp;
  customers: readonly Sender[];
  /** Every customer, and the agent once for each of them. */
  senders: readonly Sender[];
  /** Closes all connections. */
  close: () => void;
}

/** Connects everybody with the product's own client. @param onText - called with every text that has arrived */
export async function connectChats(
  organization: Organization,
  onText: (text: string) => void,
): Promise<ConnectedChats> {
  await organization.admin.api.settings.turnSwitch.mutate({ answers: "agents" });
  const agent = await openAgentApp(organization, organization.admin, onText);
  const sessions = await openSessions(organization, CHAT_COUNT);
  const customers = await connectWidgets(organization, sessions, { onText, onStarted: () => {} });
  const { cards } = await organization.admin.api.agent.inbox.query({});
  await agent.openLanes(cards.map(({ customer }) => customer.id));
  return {
    agent,
    customers,
    senders: [
      ...customers,
      ...customers.map(({ sessionId }) => ({ send: (text: string) => agent.reply(sessionId, text) })),
    ],
    close() {
      for (const { connection } of [agent, ...customers]) connection.close();
    },
  };
}
