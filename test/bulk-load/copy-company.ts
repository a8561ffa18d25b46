import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { BulkDatabase } from "./bulk-database.ts";

/** A company, and the member to whom its copied chats belong. */
export interface CompanyWithMember {
  orgId: OrgId;
  memberId: MemberId;
}

/** The tables with a company's chats, referenced ones first. */
const TABLES = ["customer", "session", "fact", "chatted"];

/** Copies all chats of a company, of one member, to another one that has none. */
export async function copyCompany(
  database: BulkDatabase,
  from: CompanyWithMember,
  to: CompanyWithMember,
): Promise<void> {
  const feedNo = async ({ orgId }: CompanyWithMember) => {
    const [row] = await database.read("select feed_no from organization where id = ?", [orgId]);
    return Number(row?.["feed_no"]);
  };
  const ownFacts = await feedNo(to);
  for (const table of TABLES) {
    const [sample = {}] = await database.read(`select * from "${table}" where org_id = ? limit 1`, [
      from.orgId,
    ]);
    const columns = Object.keys(sample);
    const values = columns.map((column) => valueOf(column, { from, to, ownFacts }));
    await database.run(
      `insert into "${table}" (${columns.join(", ")}) select ${values.join(", ")} from "${table}" where org_id = ?`,
      [from.orgId],
    );
  }
  await database.run("update organization set feed_no = ? where id = ?", [
    ownFacts + (await feedNo(from)),
    to.orgId,
  ]);
}

/** The ids are the product's own, so they may stand in SQL. */
function valueOf(
  column: string,
  { from, to, ownFacts }: { from: CompanyWithMember; to: CompanyWithMember; ownFacts: number },
): string {
  if (column === "org_id") return `'${to.orgId}'`;
  if (column === "no") return `no + ${ownFacts}`;
  if (column === "token_hash") return `token_hash || '${to.orgId}'`;
  if (column.endsWith("member_id")) return `replace(${column}, '${from.memberId}', '${to.memberId}')`;
  return column;
}

/** The numbers of chats' last facts differ. */
const AGED = "cast(? as bigint) - last_no";

/**
 * Makes the company's ended chats so old that its retention period is over. They end one after the other, as chats do.
 */
export async function ageChats(database: BulkDatabase, orgId: OrgId, endedAt: number): Promise<void> {
  await database.run(
    `update session set ended_at = ${AGED}, state = ${database.withNumber("state", "endedAt", AGED)}
     where org_id = ? and ended_at is not null`,
    [endedAt, endedAt, orgId],
  );
}
