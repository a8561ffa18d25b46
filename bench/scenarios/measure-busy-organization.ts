import type { SessionId } from "#domain/model/ids.ts";
import type { Figures } from "../measure/figures.ts";
import { memoryOf } from "../measure/linux-proc.ts";
import { type Agent, openAgentApp } from "../systems/switchboard/agent-app.ts";
import { type Company, openCompany } from "../systems/switchboard/organization.ts";
import { connectWidgets, type Customer, openSessions } from "../systems/switchboard/customer-widgets.ts";
import { startSwitchboardServer } from "../systems/switchboard/switchboard-server.ts";
import { talkLightly } from "../load/message-load.ts";
import { PAIRS, type Speaker, type Stage } from "../load/chat-system.ts";
import { measureReturn } from "./measure-reconnects.ts";

export interface CrowdPlan {
  agents: number;
  widgets: number;
  perSecond: number;
  talkMs: number;
  /** How long the last may take to be back after a restart. */
  patienceMs: number;
}

const MIB = 1024 * 1024;

/** One company at its busiest: everybody connected, every agent in chats, every screen following all of them. */
export async function measureCrowd(plan: CrowdPlan, figures: Figures): Promise<void> {
  await using server = await startSwitchboardServer(null);
  const company = await openCompany(server);
  const measured = { server: server.pid(), database: null };
  const stage: Stage = { measured, speakers: [], onHeard: () => {}, [Symbol.asyncDispose]: async () => {} };
  const hear = (text: string) => stage.onHeard(text);
  const returning = measureReturn(plan.widgets, plan.patienceMs, figures);
  const tickets = await openSessions(company, plan.widgets);
  const customers = await connectWidgets(company, tickets, { onHeard: hear, onStarted: returning.back });
  const agents = await openAgents(company, plan.agents, hear);
  stage.speakers = await pairUp(company, agents, customers);

  const { delays, serverCpu, foreignPercent } = await talkLightly(stage, plan.perSecond, plan.talkMs);
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
  for (const { line } of [...customers, ...agents]) line.close();
}

async function openAgents(
  company: Company,
  count: number,
  hear: (text: string) => void,
): Promise<OpenAgent[]> {
  const agents: OpenAgent[] = [];
  while (agents.length < count) {
    const member = await company.hire(`Agent${agents.length}`);
    const own = new Set<SessionId>();
    // Every screen follows every chat; a message has arrived when it is on the screen of whom it is for.
    const onHeard = (text: string, sessionId: SessionId) => own.has(sessionId) && hear(text);
    agents.push({ ...(await openAgentApp(company, member, onHeard)), own });
  }
  return agents;
}

interface OpenAgent extends Agent {
  own: Set<SessionId>;
}

/** Every agent takes over as many chats as a screen shows, if there are so many. */
async function pairUp(
  company: Company,
  agents: readonly OpenAgent[],
  customers: readonly Customer[],
): Promise<Speaker[]> {
  const { cards } = await company.admin.api.agent.inbox.query({});
  const customerOf = new Map(cards.map(({ session }) => [session.id, session.customerId]));
  const speakers: Speaker[] = [];
  for (const [place, agent] of agents.entries()) {
    const mine = customers.slice(place * PAIRS, (place + 1) * PAIRS);
    await agent.look(mine.flatMap(({ sessionId }) => customerOf.get(sessionId) ?? []));
    for (const { sessionId } of mine) agent.own.add(sessionId);
    await Promise.all(mine.map(({ sessionId }) => agent.line.api.agent.takeOver.mutate({ sessionId })));
    for (const customer of mine) {
      speakers.push(customer, { say: (text) => agent.reply(customer.sessionId, text) });
    }
  }
  return speakers;
}
