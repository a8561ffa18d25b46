import { Database } from "bun:sqlite";
import { SQL } from "bun";
import { join } from "node:path";
import type { Fact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Deployment } from "../deployment/deployment.ts";

export interface MessageRow {
  orgId: OrgId;
  sessionId: SessionId;
  no: number;
  authorKey: string;
  clientId: string;
  text: string;
  sentAt: number;
  stopped: boolean;
}

export interface FactRow {
  orgId: OrgId;
  no: number;
  sessionId: SessionId | null;
  sessionNo: number | null;
  /** The author of a message; `null` for other facts. */
  authorKey: string | null;
  clientId: string | null;
  fact: Fact;
  /** The time it was recorded. */
  at: number;
}

/** The content of the database. Everything else is checked against it. */
export interface DatabaseContent {
  messages: MessageRow[];
  facts: FactRow[];
  /** The counter of each organization's feed: its newest number. */
  feedNos: Map<OrgId, number>;
  /** The counter of each session: its newest number. */
  sessionNos: Map<SessionId, number>;
  /** The output of the database's integrity check; empty if it found nothing. */
  damage: string;
}

/** Postgres returns whole numbers as text. */
type Raw<Row> = { [Name in keyof Row]: Row[Name] extends number | null ? Row[Name] | string : Row[Name] };

type RunQuery = <Row>(query: string) => Promise<Row[]>;

/** The newest numbers at one moment. Instances may be running. */
export type NewestNumbers = Pick<DatabaseContent, "feedNos" | "sessionNos">;

/** Reads the newest numbers. */
export async function readNewestNumbers(deployment: Deployment): Promise<NewestNumbers> {
  await using database = openReadOnly(deployment);
  return await newestNumbersOf(database.query);
}

/** Reads everything the checker needs. */
export async function readDatabaseContent(deployment: Deployment): Promise<DatabaseContent> {
  await using database = openReadOnly(deployment);
  const { query } = database;
  const rows = await query<Raw<Omit<FactRow, "fact">> & { fact: string }>(
    `select org_id as "orgId", no, session_id as "sessionId", session_no as "sessionNo",
       author_key as "authorKey", client_id as "clientId", cast(fact as text) as fact, at from fact order by org_id, no`,
  );
  const facts = rows.map((row) => ({
    ...row,
    no: Number(row.no),
    sessionNo: row.sessionNo === null ? null : Number(row.sessionNo),
    at: Number(row.at),
    fact: JSON.parse(row.fact),
  }));
  return {
    ...(await newestNumbersOf(query)),
    messages: facts.flatMap(messageOf),
    facts,
    damage: await database.damage(),
  };
}

/** The message in a fact. Its key comes from the columns of the unique index, not from the fact. */
function messageOf({ orgId, sessionId, sessionNo, fact, authorKey, clientId }: FactRow): MessageRow[] {
  if (fact.kind !== "message-posted") return [];
  if (sessionId === null || sessionNo === null || authorKey === null || clientId === null)
    throw new Error(`a message of ${fact.sessionId} lacks its session, number, author or client id`);
  const { text, sentAt, stopped } = fact.message;
  return [{ orgId, sessionId, no: sessionNo, authorKey, clientId, text, sentAt, stopped }];
}

async function newestNumbersOf(query: RunQuery): Promise<NewestNumbers> {
  const organizations = await query<Raw<{ id: OrgId; no: number }>>(
    "select id, feed_no as no from organization",
  );
  const sessions = await query<Raw<{ id: SessionId; no: number }>>("select id, last_no as no from session");
  return {
    feedNos: new Map(organizations.map(({ id, no }) => [id, Number(no)])),
    sessionNos: new Map(sessions.map(({ id, no }) => [id, Number(no)])),
  };
}

interface ReadOnly extends AsyncDisposable {
  query: RunQuery;
  damage: () => Promise<string>;
}

function openReadOnly({ postgres, dataDir }: Deployment): ReadOnly {
  return postgres === null ? openSqlite(join(dataDir, "switchboard.db")) : openPostgres(postgres.url);
}

function openSqlite(file: string): ReadOnly {
  const database = new Database(file, { readonly: true });
  return {
    query: async <Row>(text: string) => database.query<Row, []>(text).all(),
    async damage() {
      const rows = database.query<{ integrity_check: string }, []>("pragma integrity_check").all();
      return rows
        .map((row) => row.integrity_check)
        .filter((problem) => problem !== "ok")
        .join("; ");
    },
    async [Symbol.asyncDispose]() {
      database.close();
    },
  };
}

function openPostgres(url: string): ReadOnly {
  const sql = new SQL(url, { max: 1 });
  return {
    query: async <Row>(text: string): Promise<Row[]> => [...(await sql.unsafe(text))],
    damage: async () => "",
    async [Symbol.asyncDispose]() {
      await sql.close();
    },
  };
}
