import { createAdapterFactory } from "better-auth/adapters";
import type { Instant } from "#domain/model/instant.ts";
import {
  addAuthRow,
  type AuthMatch,
  type AuthRow,
  type AuthTable,
  changeAuthRows,
  findAuthRows,
  removeAuthRows,
} from "../../db/auth/better-auth-queries.ts";
import { removeStaleLogins } from "../../db/auth/logins.ts";
import type { AuthStore } from "../store/auth-store-types.ts";
import { isLoginActive, LOGIN_IDLE_MS, LOGIN_TOTAL_MS } from "../logins/login-lifetime.ts";

/** The adapter's dependencies. */
export interface AdapterDeps {
  store: AuthStore;
  now: () => Instant;
  hash: (token: string) => string;
}

/** One of better-auth's conditions. */
interface Condition {
  field: string;
  operator?: string | undefined;
  connector?: string | undefined;
  value: unknown;
}

/**
 * Connects better-auth to our tables. Two rules are ours and not the library's: a login's token is stored as its
 * hash, so that a stolen copy of the database cannot be used to sign in, and a login that has been idle too long is
 * not found.
 */
export function createBetterAuthAdapter(deps: AdapterDeps) {
  return createAdapterFactory({
    config: {
      adapterId: "switchboard",
      supportsNumericIds: false,
      transaction: false,
      customTransformInput: ({ data }) => (data instanceof Date ? data.getTime() : data),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === "date" && typeof data === "number" ? new Date(data) : data,
    },
    adapter: () => ({
      async create({ model, data }) {
        await create(deps, tableOf(model), data);
        return data;
      },
      findOne: async <T>({ model, where }: { model: string; where: Condition[] }) =>
        ((await find(deps, tableOf(model), where, 1))[0] ?? null) as T | null,
      findMany: async <T>({
        model,
        where,
        limit,
      }: {
        model: string;
        where?: Condition[] | undefined;
        limit: number;
      }) => (await find(deps, tableOf(model), where ?? [], limit)) as T[],
      async update<T>({ model, where, update }: { model: string; where: Condition[]; update: T }) {
        const rows = await change(deps, tableOf(model), where, update as AuthRow);
        return (rows[0] ?? null) as T | null;
      },
      updateMany: async ({ model, where, update }) =>
        (await change(deps, tableOf(model), where, update)).length,
      async delete({ model, where }) {
        await remove(deps, tableOf(model), where);
      },
      deleteMany: async ({ model, where }) => (await remove(deps, tableOf(model), where)).length,
      consumeOne: async <T>({ model, where }: { model: string; where: Condition[] }) =>
        ((await remove(deps, tableOf(model), where))[0] ?? null) as T | null,
      async count() {
        throw new Error("Counting rows is not offered to better-auth.");
      },
    }),
  });
}

async function create({ store, now, hash }: AdapterDeps, table: AuthTable, data: AuthRow): Promise<void> {
  const at = now();
  await store.transact(async (writer) => {
    if (table !== "login") return addAuthRow(writer, table, data);
    await removeStaleLogins(writer, at, at - LOGIN_IDLE_MS);
    const life = { createdAt: at, updatedAt: at, provenAt: at, expiresAt: at + LOGIN_TOTAL_MS };
    await addAuthRow(writer, table, { ...data, ...life, token: hash(String(data["token"])) });
  });
}

async function find(
  deps: AdapterDeps,
  table: AuthTable,
  where: readonly Condition[],
  limit: number,
): Promise<AuthRow[]> {
  const rows = await findAuthRows(deps.store, table, matchOf(deps, table, where), limit);
  if (table !== "login") return rows;
  const token = where.find(({ field }) => field === "token")?.value;
  return rows
    .filter((row) => isAliveRow(row, deps.now()))
    .map((row) => (token === undefined ? row : { ...row, token }));
}

function change(
  deps: AdapterDeps,
  table: AuthTable,
  where: readonly Condition[],
  update: AuthRow,
): Promise<AuthRow[]> {
  return deps.store.transact((writer) => changeAuthRows(writer, table, matchOf(deps, table, where), update));
}

function remove(deps: AdapterDeps, table: AuthTable, where: readonly Condition[]): Promise<AuthRow[]> {
  return deps.store.transact((writer) => removeAuthRows(writer, table, matchOf(deps, table, where)));
}

function isAliveRow({ expiresAt, updatedAt }: AuthRow, now: Instant): boolean {
  return isLoginActive({ expiresAt: Number(expiresAt), updatedAt: Number(updatedAt) }, now);
}

/**
 * Converts conditions. Our use of better-auth only compares for equality; any other operator is refused rather than
 * guessed at.
 */
function matchOf({ hash }: AdapterDeps, table: AuthTable, where: readonly Condition[]): AuthMatch {
  const entries = where.map(({ field, operator, connector, value }) => {
    if (operator !== "eq" || connector !== "AND" || typeof value !== "string") {
      throw new Error(`better-auth asked for ${table} by "${field} ${operator}", which is not offered.`);
    }
    return [field, table === "login" && field === "token" ? hash(value) : value];
  });
  return Object.fromEntries(entries);
}

function tableOf(model: string): AuthTable {
  if (model === "users" || model === "login" || model === "credential" || model === "verification") {
    return model;
  }
  throw new Error(`better-auth asked for ${model}, which is not a table of its own.`);
}
