import { PAIRS, type Stage } from "../talk/stage.ts";
import { openAgentApp } from "./agent.ts";
import { openCompany } from "./company.ts";
import { connectWidgets, openSessions } from "./customers.ts";
import { type PostgresServer, startPostgresServer } from "./postgres-server.ts";
import { startSwitchboardServer } from "./switchboard-server.ts";

/** Switchboard over its real door, on its own SQLite file. */
export function openOnSqlite(): Promise<Stage> {
  return openSwitchboard(null);
}

/** Switchboard over its real door, on a Postgres of its own. */
export async function openOnPostgres(): Promise<Stage> {
  return await openSwitchboard(await startPostgresServer());
}

async function openSwitchboard(postgres: PostgresServer | null): Promise<Stage> {
  const server = await startSwitchboardServer(postgres?.url ?? null);
  const stage: Stage = {
    measured: { server: server.pid(), database: postgres?.pid ?? null },
    speakers: [],
    onHeard: () => {},
    async [Symbol.asyncDispose]() {
      for (const { link } of lines) link.close();
      await server[Symbol.asyncDispose]();
      await postgres?.[Symbol.asyncDispose]();
    },
  };
  const hear = (text: string) => stage.onHeard(text);
  const company = await openCompany(server);
  await company.admin.api.settings.turnSwitch.mutate({ answers: "agents" });
  const agent = await openAgentApp(company, company.admin, hear);
  const tickets = await openSessions(company, PAIRS);
  const customers = await connectWidgets(company, tickets, { onHeard: hear, onStarted: () => {} });
  const lines = [agent.line, ...customers.map(({ line }) => line)];
  const { cards } = await company.admin.api.agent.inbox.query({});
  await agent.look(cards.map(({ customer }) => customer.id));
  stage.speakers = [
    ...customers,
    ...customers.map(({ sessionId }) => ({ say: (text: string) => agent.reply(sessionId, text) })),
  ];
  return stage;
}
