import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PostgresServer } from "../systems/processes/postgres-server.ts";
import {
  startSwitchboardServer,
  type SwitchboardServer,
  ROOT,
} from "../systems/switchboard/switchboard-server.ts";
import { type Company, openChat, setUpCompany } from "./companies.ts";
import { fillCompanies, type StallChats, type StallCompanies } from "./fill-companies.ts";
import type { Readings } from "./in-server/readings.ts";
import type { BulkDatabase } from "../../test/bulk-load/bulk-database.ts";
import { openBulkPostgres, readPostgres } from "../../test/bulk-load/bulk-postgres.ts";
import { openBulkSqlite, readSqlite } from "../../test/bulk-load/bulk-sqlite.ts";
import { type Probe, startProbe } from "./probe/start-probe.ts";
import { MESSAGES_A_CHAT, type StallPlan } from "./stall-plan.ts";

/** A server that measures itself, with the probe's company and those that may hold it up. */
export interface StallDeployment extends AsyncDisposable {
  plan: StallPlan;
  server: SwitchboardServer;
  probe: Probe;
  companies: StallCompanies;
  chats: StallChats;
  /** The longest holds since the last reading. */
  takeReadings: () => Promise<Readings>;
  /** Opens the database while the server is stopped. */
  openDatabase: () => BulkDatabase;
  /** Reads rows beside the running server. */
  readBeside: BulkDatabase["read"];
}

const PRELOAD = join(ROOT, "bench/stalls/in-server/meter-preload.ts");

/** Starts the server, sets its companies up through the public API, and copies their chats in the database. */
export async function openDeployment(
  postgres: PostgresServer | null,
  plan: StallPlan,
): Promise<StallDeployment> {
  await using opening = new AsyncDisposableStack();
  const socket = join(tmpdir(), `switchboard-meter-${process.pid}-${Date.now()}.sock`);
  opening.defer(() => rmSync(socket, { force: true }));
  // The collector prints how long each of its pauses took.
  const env = { BENCH_METER_SOCKET: socket, BUN_JSC_logGC: "1" };
  const server = opening.use(
    await startSwitchboardServer(postgres?.url ?? null, { flags: ["--preload", PRELOAD], env }),
  );
  const openDatabase = () =>
    postgres === null ? openBulkSqlite(server.databaseFile) : openBulkPostgres(postgres.url);
  const probe = opening.use(await startProbe(server));
  const companies = await setUpCompanies(server);
  const chats = await openChats(server.url, companies, plan);
  await server.whileStopped(async () => {
    await using database = openDatabase();
    await fillCompanies(database, plan, companies, chats);
  });
  const kept = opening.move();
  return {
    plan,
    server,
    probe,
    companies,
    chats,
    openDatabase,
    readBeside: (sql, values) =>
      postgres === null
        ? readSqlite(server.databaseFile, sql, values)
        : readPostgres(postgres.url, sql, values),
    async takeReadings() {
      const readings: Readings = await (await fetch("http://meter/", { unix: socket })).json();
      return readings;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function setUpCompanies(server: SwitchboardServer): Promise<StallCompanies> {
  const links = new Map<string, string>();
  await server.whileStopped(async () => {
    for (const name of ["large", "leaving", "well-read"]) links.set(name, server.addOrganization(name));
  });
  const setUp = (name: string): Promise<Company> => setUpCompany(server.url, links.get(name) ?? "", name);
  return {
    large: await setUp("large"),
    leaving: await setUp("leaving"),
    wellRead: await setUp("well-read"),
  };
}

async function openChats(
  url: string,
  { large, wellRead }: StallCompanies,
  { rounds }: StallPlan,
): Promise<StallChats> {
  const open = (name: string, messages: number) => openChat(url, large, { name, messages });
  const template = await open("one-of-many", MESSAGES_A_CHAT);
  await large.admin.api.agent.end.mutate({ sessionId: template.sessionId });
  const toErase = [];
  while (toErase.length < rounds) toErase.push(await open(`long-${toErase.length}`, 2));
  const withBot = await openChat(url, wellRead, { name: "reader", messages: 1 });
  await wellRead.admin.api.settings.turnSwitch.mutate({ answers: "bot" });
  return {
    template,
    longChat: await open("long", 2),
    toErase,
    queued: await open("waiting", 1),
    withBot,
  };
}
