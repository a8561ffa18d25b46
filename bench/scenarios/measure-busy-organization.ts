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
import { measureReconnects } from "./measure-reconnects.ts";

export interface BusyOrganizationPlan {
  agents: number;
  widgets: number;
  perSecond: number;
  talkMs: number;
  /** How long the last may take to be back after a restart. */
  timeoutMs: number;
}

const MIB = 1024 * 1024;

/** One company at its busiest: everybody connected, every agent in chats, every screen following all of them. */
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
  const hear = (text: string) => system.onDelivered(text);
  const returning = measureReconnects(plan.widgets, plan.timeoutMs, figures);
  const sessions = await openSessions(organization, plan.widgets);
  const customers = await connectWidgets(organization, sessions, {
    onHeard: hear,
    onStarted: returning.back,
  });
  const agents = await openAgents(organization, plan.agents, hear);
  system.senders = await pairUp(organization, agents, customers);

  const { delays, serverCpu, foreignPercent } = await sendAtRate(system, plan.perSecond, plan.talkMs);
  const memory = memoryOf(server.pid()) / MIB;
  for (const [what, value] of Object.entries({ ...delays, serverCpu, memoryMiB: memory })) {
    figures.set(`crowd.${what}`, value);
  }
  console.info(
    `${plan.agents} agents and ${plan.widgets} widgets  p50 ${delays.p50.toFixed(2)} ms, p99 ${delays.p99.toFixed(2)} ms, ` +
      `${Math.round(serverCpu)} µs a message, ${memory.toFixed(0)} MiB  others used ${Math.round(foreignPercent)} %`,
  );

  returning.begin();
  await server.restart();
  await returning.done();
  for (const { connection } of [...customers, ...agents]) connection.close();
}

async function openAgents(
  organization: Organization,
  count: number,
  hear: (text: string) => void,
): Promise<OpenAgent[]> {
  const agents: OpenAgent[] = [];
  while (agents.length < count) {
    const member = await organization.hire(`Agent${agents.length}`);
    const own = new Set<SessionId>();
    // Every screen follows every chat; a message has arrived when it is on the screen of whom it is for.
    const onHeard = (text: string, sessionId: SessionId) => own.has(sessionId) && hear(text);
    agents.push({ ...(await openAgentApp(organization, member, onHeard)), own });
  }
  return agents;
}

interface OpenAgent extends AgentApp {
  own: Set<SessionId>;
}

/** Every agent takes over as many chats as a screen shows, if there are so many. */
async function pairUp(
  organization: Organization,
  agents: readonly OpenAgent[],
  customers: readonly CustomerWidget[],
): Promise<Sender[]> {
  const { cards } = await organization.admin.api.agent.inbox.query({});
  const customerOf = new Map(cards.map(({ session }) => [session.id, session.customerId]));
  const speakers: Sender[] = [];
  for (const [place, agent] of agents.entries()) {
    const mine = customers.slice(place * CHAT_COUNT, (place + 1) * CHAT_COUNT);
    await agent.openLanes(mine.flatMap(({ sessionId }) => customerOf.get(sessionId) ?? []));
    for (const { sessionId } of mine) agent.own.add(sessionId);
    await Promise.all(mine.map(({ sessionId }) => agent.connection.api.agent.takeOver.mutate({ sessionId })));
    for (const customer of mine) {
      speakers.push(customer, { send: (text) => agent.reply(customer.sessionId, text) });
    }
  }
  return speakers;
}
