import type { SessionId } from "#domain/model/ids.ts";
import type { Figures } from "../measure/figures.ts";
import { memoryOf } from "../measure/linux-proc.ts";
import { type AgentApp, openAgentApp } from "../systems/switchboard/agent-app.ts";
import { type Organization, openOrganization } from "../systems/switchboard/organization.ts";
import {
  connectWidgets,
  type CustomerWidget,
  openSessions,
} from "../systems/switchboard/customer-widgets.ts";
import { startSwitchboardServer } from "../systems/switchboard/switchboard-server.ts";
import { sendAtRate } from "../load/message-load.ts";
import { CHAT_COUNT, type Sender, type ChatSystem } from "../load/chat-system.ts";
import { createReconnectMeter } from "../measure/reconnect-meter.ts";

export interface BusyOrganizationPlan {
  agents: number;
  widgets: number;
  perSecond: number;
  talkMs: number;
  /** How long the last widget may take to reconnect after a restart. */
  timeoutMs: number;
}

const MIB = 1024 * 1024;

/**
 * Measures one organization at its busiest: everybody is connected, every agent has chats, and every app follows all
 * of them.
 */
export async function measureBusyOrganization(plan: BusyOrganizationPlan, figures: Figures): Promise<void> {
  await using server = await startSwitchboardServer(null);
  const organization = await openOrganization(server);
  const measured = { server: server.pid(), database: null };
  const system: ChatSystem = {
    measured,
    senders: [],
    onDelivered: () => {},
    [Symbol.asyncDispose]: async () => {},
  };
  const onText = (text: string) => system.onDelivered(text);
  const reconnects = createReconnectMeter(plan.widgets, plan.timeoutMs, figures);
  const sessions = await openSessions(organization, plan.widgets);
  const customers = await connectWidgets(organization, sessions, {
    onText,
    onStarted: reconnects.countReconnected,
  });
  const agents = await openAgents(organization, plan.agents, onText);
  system.senders = await takeOverChats(organization, agents, customers);

  const { delays, serverCpu, foreignPercent } = await sendAtRate(system, plan.perSecond, plan.talkMs);
  const memory = memoryOf(server.pid()) / MIB;
  for (const [what, value] of Object.entries({ ...delays, serverCpu, memoryMiB: memory })) {
    figures.set(`crowd.${what}`, value);
  }
  console.info(
    `${plan.agents} agents and ${plan.widgets} widgets  p50 ${delays.p50.toFixed(2)} ms, p99 ${delays.p99.toFixed(2)} ms, ` +
      `${Math.round(serverCpu)} µs per message, ${memory.toFixed(0)} MiB  others used ${Math.round(foreignPercent)} %`,
  );

  reconnects.begin();
  await server.restart();
  await reconnects.done();
  for (const { connection } of [...customers, ...agents]) connection.close();
}

async function openAgents(
  organization: Organization,
  count: number,
  onText: (text: string) => void,
): Promise<OpenAgent[]> {
  const agents: OpenAgent[] = [];
  while (agents.length < count) {
    const member = await organization.addAgent(`Agent${agents.length}`);
    const own = new Set<SessionId>();
    // Every app receives every chat; a message has arrived once it reaches its agent's app.
    const onFeedText = (text: string, sessionId: SessionId) => own.has(sessionId) && onText(text);
    agents.push({ ...(await openAgentApp(organization, member, onFeedText)), own });
  }
  return agents;
}

interface OpenAgent extends AgentApp {
  own: Set<SessionId>;
}

/** Has every agent take over as many chats as a screen shows, or fewer if there are not enough. */
async function takeOverChats(
  organization: Organization,
  agents: readonly OpenAgent[],
  customers: readonly CustomerWidget[],
): Promise<Sender[]> {
  const { cards } = await organization.admin.api.agent.inbox.query({});
  const customerOf = new Map(cards.map(({ session }) => [session.id, session.customerId]));
  const senders: Sender[] = [];
  for (const [index, agent] of agents.entries()) {
    const ownCustomers = customers.slice(index * CHAT_COUNT, (index + 1) * CHAT_COUNT);
    await agent.openLanes(ownCustomers.flatMap(({ sessionId }) => customerOf.get(sessionId) ?? []));
    for (const { sessionId } of ownCustomers) agent.own.add(sessionId);
    await Promise.all(
      ownCustomers.map(({ sessionId }) => agent.connection.api.agent.takeOver.mutate({ sessionId })),
    );
    for (const customer of ownCustomers) {
      senders.push(customer, { send: (text) => agent.reply(customer.sessionId, text) });
    }
  }
  return senders;
}
