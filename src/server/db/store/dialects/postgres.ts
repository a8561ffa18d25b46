import { SQL } from "bun";
import { and, eq, Placeholder, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/bun-sql";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import { defineTables } from "../schema.ts";
import { asListParameter, type Reader, type Store, type StoreOptions, type Writer } from "../store.ts";
import { createDeleteSome } from "../delete-some.ts";
import { createNestedTransactionGuard } from "../nested-transaction-guard.ts";
import { acceptsWrites } from "../accepts-writes.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { postgresColumns } from "../columns/postgres-columns.ts";
import { createOutages, type Outages } from "./postgres-outage.ts";
import { createTableShapes, postgresWriteRows, type TableShapes } from "./postgres-write-rows.ts";
import { createPreparedStatements } from "./prepared-statements.ts";

const tables = defineTables(postgresColumns);

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_SECONDS = 5;
/**
 * How long a transaction may be idle before Postgres ends it. Ours issue statements without pauses, so an idle one
 * belongs to an instance that is suspended or disconnected, and its lock blocks the organization's other writes.
 */
const IDLE_TRANSACTION_TIMEOUT_MS: Millis = 5 * SECOND;

/** The name space of the advisory locks of {@link Writer.tryLock}. */
const LOCKS = "switchboard";

type Connection = PgDatabase<PgQueryResultHKT>;

interface PostgresOptions extends StoreOptions {
  /** Replaces the idle timeout of a transaction, for tests. */
  lyingStillMs?: Millis;
}

/**
 * Opens a pool on a Postgres database and migrates it. Instances that start together migrate one after the other.
 *
 * @param url - `postgres://…`, a direct connection: the lock around migrations does not hold behind a pooler that
 *   assigns connections per transaction
 * @throws {DatabaseRefused} if the database is too new for this build
 */
export async function openPostgres(
  url: string,
  { now, build, warn, lyingStillMs = IDLE_TRANSACTION_TIMEOUT_MS }: PostgresOptions = {},
): Promise<Store> {
  await migratePostgres(url, CONNECT_TIMEOUT_SECONDS, { build, warn });
  const client = new SQL(url, {
    max: POOL_SIZE,
    connectionTimeout: CONNECT_TIMEOUT_SECONDS,
    connection: { idle_in_transaction_session_timeout: lyingStillMs },
  });
  const [outages, guard, shapes] = [createOutages(), createNestedTransactionGuard(), createTableShapes()];
  const pool: Connection = drizzle({ client: retryingReads(client, outages), casing: "snake_case" });
  const clock = (connection: Connection) =>
    now === undefined ? databaseTime(connection) : Promise.resolve(now());

  async function transact<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    guard.assertNoTransaction();
    let isCommitting = false;
    const runTransaction = () => {
      isCommitting = false;
      return pool.transaction(async (tx) => {
        const result = await guard.inTransaction(() => work(writerOn(tx, shapes, () => clock(tx))));
        isCommitting = true;
        return result;
      });
    };
    return outages.outlast(runTransaction, () => !isCommitting);
  }

  async function close(): Promise<void> {
    outages.end();
    await client.close();
  }

  return {
    ...readerOn(pool, () => clock(pool)),
    dialect: "postgres",
    transact,
    assertNoTransaction: guard.assertNoTransaction,
    snapshot: (work) =>
      outages.outlast(() =>
        pool.transaction((tx) => work(readerOn(tx, () => clock(tx))), {
          isolationLevel: "repeatable read",
          accessMode: "read only",
        }),
      ),
    wipe: async () => true,
    ready: () => acceptsWrites({ dialect: "postgres", transact }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Retries reads when the connection is lost. Outside transactions there are only reads. */
function retryingReads(client: SQL, { outlast }: Outages): SQL {
  const reads = {
    unsafe: (text: string, values: unknown[]) => ({
      values: () => outlast(async () => await client.unsafe(text, values).values()),
    }),
    begin: client.begin.bind(client),
  };
  // Drizzle uses only these parts of a client.
  return reads as unknown as SQL;
}

function readerOn(connection: Connection, now: Reader["now"]): Reader & Pick<Writer, "db"> {
  return {
    db: connection,
    tables,
    statements: createPreparedStatements(),
    now,
    among: (column, values) =>
      sql`${column} = any(array(select jsonb_array_elements_text(${values instanceof Placeholder ? values : asListParameter(values)}::text::jsonb)))`,
    amongTuples: (columns, tuples) =>
      sql`(${sql.join(
        columns.map((column) => sql`${column}`),
        sql`, `,
      )}) in (select ${sql.join(
        columns.map((_, place) => sql.raw(`value ->> ${place}`)),
        sql`, `,
      )} from jsonb_array_elements(${tuples}::text::jsonb))`,
  };
}

function writerOn(tx: Connection, shapes: TableShapes, now: () => Promise<Instant>): Writer {
  const { organization } = tables;
  const reader = readerOn(tx, now);
  return {
    ...reader,
    ...postgresWriteRows(tx, shapes),
    async lockSessions(orgId, ids) {
      const { session } = tables;
      await tx
        .select({ id: session.id })
        .from(session)
        .where(and(eq(session.orgId, orgId), reader.among(session.id, ids)))
        .for("update");
    },
    changeStamp: () => null,
    async tryLock(name) {
      const isTaken = sql<boolean>`pg_try_advisory_xact_lock(hashtext(${LOCKS}), hashtext(${name}))`;
      const [row] = await tx.select({ isTaken }).from(sql`(values (1)) as one`);
      return row?.isTaken === true;
    },
    deleteSome: createDeleteSome(tx, (some) => sql`ctid = any(array(select ctid ${some}))`),
    shred: async () => {},
    async lock(orgId) {
      await tx
        .select({ id: organization.id })
        .from(organization)
        .where(eq(organization.id, orgId))
        .for("update");
    },
  };
}

/**
 * Reads the time from `clock_timestamp`, because `now` is the start of the transaction, before it waited for its
 * lock.
 */
async function databaseTime(connection: Connection): Promise<Instant> {
  const at = sql`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`.mapWith(Number);
  const [row] = await connection.select({ at }).from(sql`(values (1)) as one`);
  if (row === undefined) throw new Error("the database does not know the time");
  return row.at;
}
