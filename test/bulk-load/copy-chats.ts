import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Message } from "#domain/model/message.ts";
import { type BulkDatabase, COPY_NO, type StoredRow } from "./bulk-database.ts";

/** A chat that the server has recorded, with its only customer. */
export interface RecordedChat {
  orgId: OrgId;
  customerId: CustomerId;
  sessionId: SessionId;
  email: string;
}

/** The tables with rows of a customer, referenced ones first. */
const OF_CUSTOMER = ["customer", "session", "fact", "chatted"];

/**
 * Copies a chat with its customer `count` times. The copies differ in their ids and addresses only, so they are what
 * the server records. Their facts follow the newest one of the company.
 */
export async function copyChat(database: BulkDatabase, chat: RecordedChat, count: number): Promise<void> {
  const { orgId, customerId, sessionId, email } = chat;
  const [customer] = await database.read("select token_hash from customer where org_id = ? and id = ?", [
    orgId,
    customerId,
  ]);
  const renamed = [customerId, sessionId, String(customer?.["token_hash"])];
  const copied = (rows: readonly StoredRow[]) =>
    parseRows(
      renamed
        .reduce((text, id) => text.replaceAll(id, `${id}-${COPY_NO}`), JSON.stringify(rows))
        .replaceAll(email, email.replace("@", `-${COPY_NO}@`)),
    );
  for (const table of OF_CUSTOMER) {
    const rows = await database.read(...rowsOf(table, chat));
    if (rows.length === 0) continue;
    if (table !== "fact") await database.insertCopies({ table, rows: copied(rows), count });
    else await appendFacts(database, orgId, copied(rows), { count });
  }
}

/** Adds messages to a chat: its last two, again and again. @param messages - an even number */
export async function growChat(
  database: BulkDatabase,
  { orgId, sessionId }: Pick<RecordedChat, "orgId" | "sessionId">,
  messages: number,
): Promise<void> {
  const last = await database.read(
    "select * from fact where org_id = ? and session_id = ? and client_id is not null order by no desc limit 2",
    [orgId, sessionId],
  );
  const copies = last.toReversed().map((row) => {
    const { id = "", clientId = "" } = messageIn(row);
    const text = [id, clientId].reduce(
      (one, found) => one.replaceAll(found, `${found}-${COPY_NO}`),
      JSON.stringify(row),
    );
    return parseRows(`[${text}]`)[0] ?? {};
  });
  const [session] = await database.read("select * from session where org_id = ? and id = ?", [
    orgId,
    sessionId,
  ]);
  const count = Math.floor(messages / copies.length);
  const lastNo = Number(session?.["last_no"]);
  const numbered = copies.map((row, place) => ({ ...row, session_no: lastNo + 1 + place }));
  await appendFacts(database, orgId, numbered, { count, steps: { session_no: copies.length } });

  const state = jsonIn(session?.["state"]);
  const byCustomer = last.filter((row) => messageIn(row).author?.kind === "customer").length;
  const added = { customerMessages: byCustomer * count, ourMessages: (last.length - byCustomer) * count };
  for (const [counted, more] of Object.entries(added)) {
    await database.run(
      `update session set state = ${database.withNumber("state", counted, "cast(? as bigint)")} where org_id = ? and id = ?`,
      [Number(state[counted]) + more, orgId, sessionId],
    );
  }
  await database.run("update session set last_no = ? where org_id = ? and id = ?", [
    lastNo + count * copies.length,
    orgId,
    sessionId,
  ]);
}

/** Appends copies of facts to the company's feed. */
async function appendFacts(
  database: BulkDatabase,
  orgId: OrgId,
  rows: readonly StoredRow[],
  { count, steps = {} }: { count: number; steps?: Record<string, number> },
): Promise<void> {
  const [organization] = await database.read("select feed_no from organization where id = ?", [orgId]);
  const feedNo = Number(organization?.["feed_no"]);
  const numbered = rows.map((row, place) => ({ ...row, no: feedNo + 1 + place }));
  await database.insertCopies({ table: "fact", rows: numbered, count, steps: { no: rows.length, ...steps } });
  await database.run("update organization set feed_no = ? where id = ?", [
    feedNo + rows.length * count,
    orgId,
  ]);
}

function rowsOf(table: string, { orgId, customerId, sessionId }: RecordedChat): [string, string[]] {
  if (table === "fact")
    return ["select * from fact where org_id = ? and session_id = ? order by no", [orgId, sessionId]];
  const key = table === "customer" ? "id" : "customer_id";
  return [`select * from "${table}" where org_id = ? and ${key} = ?`, [orgId, customerId]];
}

function parseRows(text: string): StoredRow[] {
  const rows: StoredRow[] = JSON.parse(text);
  return rows;
}

/** A JSON column, which SQLite returns as text. */
function jsonIn(value: unknown): Record<string, unknown> {
  const parsed: Record<string, unknown> = typeof value === "string" ? JSON.parse(value) : value;
  return parsed;
}

function messageIn(row: StoredRow): Partial<Message> {
  const { message }: { message?: Message } = jsonIn(row["fact"]);
  return message ?? {};
}
