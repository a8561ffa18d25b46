import { CHAT_COUNT, type ChatSystem } from "../../load/chat-system.ts";
import { type AgentApp, openAgentApp } from "./agent-app.ts";
import { type Organization, openOrganization } from "./organization.ts";
import { connectWidgets, openSessions } from "./customer-widgets.ts";
import { type PostgresServer, startPostgresServer } from "../processes/postgres-server.ts";
import { startSwitchboardServer, type SwitchboardServer } from "./switchboard-server.ts";

/** A chat system with its parts. */
interface SwitchboardSystem {
  system: ChatSystem;
  server: SwitchboardServer;
  organization: Organization;
  /** The one agent, who holds every chat. */
  agent: AgentApp;
}

/** Opens Switchboard through its public API, on its own SQLite file. */
export async function openOnSqlite(tree?: string): Promise<ChatSystem> {
  return (await openSwitchboard(null, tree)).system;
}

/** Opens Switchboard through its public API, on its own Postgres. */
export async function openOnPostgres(tree?: string): Promise<ChatSystem> {
  return (await openSwitchboard(await startPostgresServer(), tree)).system;
}

/** Starts a server and connects everybody with the product's own client. */
export async function openSwitchboard(
  postgres: PostgresServer | null,
  tree?: string,
): Promise<SwitchboardSystem> {
  const server = await startSwitchboardServer(postgres?.url ?? null, tree);
  const organization = await openOrganization(server);
  await organization.admin.api.settings.turnSwitch.mutate({ answers: "agents" });
  const onText = (text: string) => system.onDelivered(text);
  const agent = await openAgentApp(organization, organization.admin, onText);
  const sessions = await openSessions(organization, CHAT_COUNT);
  const customers = await connectWidgets(organization, sessions, { onText, onStarted: () => {} });
  const { cards } = await organization.admin.api.agent.inbox.query({});
  await agent.openLanes(cards.map(({ customer }) => customer.id));
  const system: ChatSystem = {
    measured: { server: server.pid(), database: postgres?.pid ?? null },
    senders: [
      ...customers,
      ...customers.map(({ sessionId }) => ({ send: (text: string) => agent.reply(sessionId, text) })),
    ],
    onDelivered: () => {},
    async [Symbol.asyncDispose]() {
      for (const { connection } of [agent, ...customers]) connection.close();
      await server[Symbol.asyncDispose]();
      await postgres?.[Symbol.asyncDispose]();
    },
  };
  return { system, server, organization, agent };
}
