import { join } from "node:path";
import { SQL } from "bun";
import { testPostgresUrl } from "../../../../test/test-postgres-url.ts";
import { openPostgres } from "../store/dialects/postgres.ts";
import { openSqlite } from "../store/dialects/sqlite.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import type { Store, StoreOptions } from "../store/store.ts";

/** A database for one test, deleted when it is disposed of. */
interface Place<Url extends string | null> {
  /** The URL of the database; `null` for a file. */
  databaseUrl: Url;
  open(options?: StoreOptions): Promise<Store>;
}

/** A supported database engine. */
export interface Engine<Url extends string | null = string | null> {
  name: "sqlite" | "postgres";
  /** Opens an empty database with our tables, which is removed when the store is closed. */
  open(options?: StoreOptions): Promise<Store>;
  /**
   * Creates an empty database that can be opened more than once: one store after another, or on Postgres several at a
   * time.
   */
  place(): Promise<Place<Url> & AsyncDisposable>;
}

export const SQLITE: Engine<null> = engine("sqlite", sqlitePlace);
export const POSTGRES: Engine<string> = engine("postgres", postgresPlace);

/** The engines on which every test with a database runs. */
export const ENGINES: readonly Engine[] = [SQLITE, POSTGRES];

function engine<Url extends string | null>(name: Engine["name"], place: Engine<Url>["place"]): Engine<Url> {
  return {
    name,
    place,
    async open(options) {
      const own = await place();
      const store = await own.open(options);
      const close = async () => {
        await store.close();
        await own[Symbol.asyncDispose]();
      };
      return { ...store, close, [Symbol.asyncDispose]: close };
    },
  };
}

async function sqlitePlace(): Promise<Place<null> & AsyncDisposable> {
  const folder = temporaryFolder();
  return {
    databaseUrl: null,
    open: (options) => openSqlite(join(folder.path, "switchboard.db"), options),
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  };
}

async function postgresPlace(): Promise<Place<string> & AsyncDisposable> {
  const [server, template] = [await testPostgresUrl(), await migratedTemplate()];
  const name = `switchboard_${crypto.randomUUID().replaceAll("-", "")}`;
  await onServer(`create database ${name} template ${template}`);
  const url = databaseAt(server, name);
  return {
    databaseUrl: url,
    open: (options) => openPostgres(url, options),
    [Symbol.asyncDispose]: () => onServer(`drop database if exists ${name} with (force)`),
  };
}

let template: Promise<string> | null = null;

/** Creates a migrated database. Copying it takes a fraction of migrating a new one. */
function migratedTemplate(): Promise<string> {
  template ??= makeTemplate();
  return template;
}

async function makeTemplate(): Promise<string> {
  const name = `switchboard_template_${crypto.randomUUID().replaceAll("-", "")}`;
  await onServer(`create database ${name}`);
  const store = await openPostgres(databaseAt(await testPostgresUrl(), name));
  await store.close();
  return name;
}

async function onServer(statement: string): Promise<void> {
  const client = new SQL(await testPostgresUrl(), { max: 1 });
  await client.unsafe(statement);
  await client.close();
}

function databaseAt(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
