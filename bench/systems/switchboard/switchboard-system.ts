import type { ChatSystem } from "../../load/chat-system.ts";
import type { AgentApp } from "./agent-app.ts";
import { connectChats } from "./connect-chats.ts";
import { type Organization, openOrganization } from "./organization.ts";
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
  const server = await startSwitchboardServer(postgres?.url ?? null, { tree });
  const organization = await openOrganization(server);
  const { agent, senders, close } = await connectChats(organization, (text) => system.onDelivered(text));
  const system: ChatSystem = {
    measured: { server: server.pid(), database: postgres?.pid ?? null },
    senders,
    onDelivered: () => {},
    async [Symbol.asyncDispose]() {
      close();
      await server[Symbol.asyncDispose]();
      await postgres?.[Symbol.asyncDispose]();
    },
  };
  return { system, server, organization, agent };
}
