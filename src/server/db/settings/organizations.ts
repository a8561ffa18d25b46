import { and, asc, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { type Settings } from "#domain/model/settings.ts";
import type { Article } from "#domain/model/article.ts";
import { articleToRow } from "../knowledge/article-rows.ts";
import { preparePerConnection } from "../store/prepare-per-connection.ts";
import type { Reader, Writer } from "../store/store.ts";
import { upgradeSettings } from "./upgrade-settings.ts";

export interface Organization {
  id: OrgId;
  name: string;
  /** The public key that identifies it in web pages. */
  widgetKey: string;
  settings: Settings;
  /** The number of its newest fact; 0 before the first. */
  feedNo: number;
  /** Raised by every change of what the chatbot may answer from. */
  articlesNo: number;
  /** The chatbot's token, encrypted; `null` if there is none. */
  sealedToken: string | null;
  /** The token's last characters. */
  tokenHint: string | null;
  createdAt: Instant;
}

export type NewOrganization = Pick<Organization, "id" | "name" | "widgetKey" | "settings" | "createdAt">;

/** @throws if there is no such organization */
export async function getOrganization(reader: Reader, orgId: OrgId): Promise<Organization> {
  const [row] = await byId(reader).execute({ orgId });
  if (row === undefined) throw new Error(`there is no organization ${orgId}`);
  return upToDate(row);
}

/** Finds the organization with this widget key; `null` if there is none. */
export async function findOrganizationByWidgetKey(
  reader: Reader,
  widgetKey: string,
): Promise<Organization | null> {
  const [row] = await byWidgetKey(reader).execute({ widgetKey });
  return row === undefined ? null : upToDate(row);
}

/** Parameter: `orgId` */
const byId = preparePerConnection((reader: Reader) =>
  select(reader)
    .where(eq(reader.tables.organization.id, sql.placeholder("orgId")))
    .prepare("organization"),
);

/** Parameter: `widgetKey` */
const byWidgetKey = preparePerConnection((reader: Reader) => {
  const { widgetKey, erasedAt } = reader.tables.organization;
  return select(reader)
    .where(and(eq(widgetKey, sql.placeholder("widgetKey")), isNull(erasedAt)))
    .prepare("organization_of_key");
});

/** Lists all organizations, oldest first. */
export async function listOrganizations(reader: Reader): Promise<Organization[]> {
  const { createdAt, id, erasedAt } = reader.tables.organization;
  const rows = await select(reader).where(isNull(erasedAt)).orderBy(asc(createdAt), asc(id));
  return rows.map(upToDate);
}

/** Whether any organization exists. */
export async function hasOrganization({ db, tables }: Reader): Promise<boolean> {
  const { id, erasedAt } = tables.organization;
  const rows = await db.select({ id }).from(tables.organization).where(isNull(erasedAt)).limit(1);
  return rows.length > 0;
}

/** @throws if the id or the widget key is taken */
export async function createOrganization(
  writer: Writer,
  organization: NewOrganization,
  articles: readonly Article[] = [],
): Promise<void> {
  await writer.db.insert(writer.tables.organization).values(organization);
  await writer.append(
    writer.tables.article,
    articles.map((article) => articleToRow(organization.id, article, 0)),
  );
}

function upToDate(row: Organization): Organization {
  return { ...row, settings: upgradeSettings(row.settings) };
}

function select({ db, tables }: Reader) {
  const { assignNo, recordedAt, erasedAt, needsSecondStep, ...shown } = getTableColumns(tables.organization);
  return db.select(shown).from(tables.organization).$dynamic();
}
