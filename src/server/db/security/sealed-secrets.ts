import { and, asc, eq, gt, isNotNull, sql } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Tables } from "../store/schema.ts";
import type { Reader, Store, Writer } from "../store/store.ts";

/** An encrypted secret and its owner. */
export type SealedSecret =
  | { kind: "chatbot-token"; owner: OrgId; sealed: string }
  | { kind: "second-step"; owner: string; sealed: string };

/** Every encrypted column: its name begins with “sealed”. */
type SealedColumn = {
  [Table in keyof Tables]: `${Table}.${Extract<keyof Tables[Table]["$inferSelect"], `sealed${string}`>}`;
}[keyof Tables];

/** Rows per query: reading in pages bounds memory, however many organizations there are. */
const PAGE = 200;

/** Reads a page of a column, by owner. A new encrypted column does not compile until it is here. */
const READERS: Readonly<
  Record<SealedColumn, (reader: Reader, after: string, limit: number) => Promise<SealedSecret[]>>
> = {
  "organization.sealedToken": chatbotTokens,
  "secondStep.sealedSecret": secondSteps,
};

/**
 * Reads all encrypted secrets, ordered by owner. A secret that is sealed again during the reading may be returned in
 * its old version.
 */
export async function* listSealedSecrets(store: Store, page = PAGE): AsyncGenerator<SealedSecret> {
  for (const read of Object.values(READERS)) yield* inPages(page, (after) => read(store, after, page));
}

/**
 * Replaces the ciphertext of a secret. @returns `false` if the secret has been changed or deleted since it was read
 */
export async function replaceSeal(writer: Writer, secret: SealedSecret, after: string): Promise<boolean> {
  const replaced = await replacing(writer, secret, after);
  return replaced.length > 0;
}

function replacing(
  { db, tables: { organization, secondStep } }: Writer,
  { kind, owner, sealed }: SealedSecret,
  after: string,
): Promise<{ owner: string }[]> {
  switch (kind) {
    case "chatbot-token":
      return db
        .update(organization)
        .set({ sealedToken: after })
        .where(and(eq(organization.id, owner), eq(organization.sealedToken, sealed)))
        .returning({ owner: organization.id });
    case "second-step":
      return db
        .update(secondStep)
        .set({ sealedSecret: after })
        .where(and(eq(secondStep.userId, owner), eq(secondStep.sealedSecret, sealed)))
        .returning({ owner: secondStep.userId });
  }
}

async function* inPages(
  page: number,
  read: (after: string) => Promise<SealedSecret[]>,
): AsyncGenerator<SealedSecret> {
  for (let after = ""; ;) {
    const rows = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = last.owner;
  }
}

async function chatbotTokens({ db, tables }: Reader, after: string, limit: number): Promise<SealedSecret[]> {
  const { id, sealedToken } = tables.organization;
  const rows = await db
    .select({ owner: id, sealed: sealedToken })
    .from(tables.organization)
    .where(and(isNotNull(sealedToken), gt(id, sql`${after}`)))
    .orderBy(asc(id))
    .limit(limit);
  return rows.flatMap(({ owner, sealed }) =>
    sealed === null ? [] : [{ kind: "chatbot-token", owner, sealed }],
  );
}

async function secondSteps({ db, tables }: Reader, after: string, limit: number): Promise<SealedSecret[]> {
  const { userId, sealedSecret } = tables.secondStep;
  const rows = await db
    .select({ owner: userId, sealed: sealedSecret })
    .from(tables.secondStep)
    .where(gt(userId, after))
    .orderBy(asc(userId))
    .limit(limit);
  return rows.map((row) => ({ kind: "second-step", ...row }));
}
