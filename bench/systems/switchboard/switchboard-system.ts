import { PAIRS, type Stage } from "../../load/chat-system.ts";
import { type Agent, openAgentApp } from "./agent-app.ts";
import { type Company, openCompany } from "./organization.ts";
import { connectWidgets, openSessions } from "./customer-widgets.ts";
import { type PostgresServer, startPostgresServer } from "../processes/postgres-server.ts";
import { startSwitchboardServer, type SwitchboardServer } from "./switchboard-server.ts";

/** A stage with what is behind it. */
interface SwitchboardStage {
  stage: Stage;
  server: SwitchboardServer;
  company: Company;
  /** The one agent, who holds every chat. */
  agent: Agent;
}

/** Switchboard over its real door, on its own SQLite file. */
export async function openOnSqlite(): Promise<Stage> {
  return (await openSwitchboard(null)).stage;
}

/** Switchboard over its real door, on a Postgres of its own. */
export async function openOnPostgres(): Promise<Stage> {
  return (await openSwitchboard(await startPostgresServer())).stage;
}

/** Starts a server and brings everybody in, each over the product's own client. */
export async function openSwitchboard(postgres: PostgresServer | null): Promise<SwitchboardStage> {
  const server = await startSwitchboardServer(postgres?.url ?? null);
  const company = await openCompany(server);
  await company.admin.api.settings.turnSwitch.mutate({ answers: "agents" });
  const hear = (text: string) => stage.onHeard(text);
  const agent = await openAgentApp(company, company.admin, hear);
  const tickets = await openSessions(company, PAIRS);
  const customers = await connectWidgets(company, tickets, { onHeard: hear, onStarted: () => {} });
  const { cards } = await company.admin.api.agent.inbox.query({});
  await agent.look(cards.map(({ customer }) => customer.id));
  const stage: Stage = {
    measured: { server: server.pid(), database: postgres?.pid ?? null },
    speakers: [
      ...customers,
      ...customers.map(({ sessionId }) => ({ say: (text: string) => agent.reply(sessionId, text) })),
    ],
    onHeard: () => {},
    async [Symbol.asyncDispose]() {
      for (const { line } of [agent, ...customers]) line.close();
      await server[Symbol.asyncDispose]();
      await postgres?.[Symbol.asyncDispose]();
    },
  };
  return { stage, server, company, agent };
}
