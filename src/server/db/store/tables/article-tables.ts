import { sql } from "drizzle-orm";
import type { ArticleId, MemberId, OrgId } from "#domain/model/ids.ts";
import type { ArticleAudience, ArticleSource, KeptWhy } from "#domain/model/article.ts";
import type { ColumnTypes } from "../columns/postgres-columns.ts";
import type { OrganizationTables } from "./organization-tables.ts";

/** The articles of an organization, and their earlier texts. */
export function articleTables(kit: ColumnTypes, { organization }: OrganizationTables) {
  const article = articleTable(kit, organization);
  return { article, articleVersion: articleVersionTable(kit, article) };
}

type Organization = OrganizationTables["organization"];

function articleTable(kit: ColumnTypes, organization: Organization) {
  const { table, text, whole, flag, primaryKey, index } = kit;
  return table(
    "article",
    {
      orgId: text()
        .$type<OrgId>()
        .notNull()
        .references(() => organization.id),
      id: text().$type<ArticleId>().notNull(),
      title: text().notNull(),
      text: text().notNull(),
      updatedAt: whole().notNull(),
      language: text().notNull().default(""),
      audience: text().$type<ArticleAudience>().notNull().default("customers"),
      validUntil: whole(),
      ownerId: text().$type<MemberId>(),
      sourceKind: text().$type<ArticleSource["kind"]>().notNull().default("written"),
      /** The name of the file, or the address of the page. */
      sourceName: text(),
      sample: flag().notNull().default(false),
      version: whole().notNull().default(1),
      createdAt: whole().notNull().default(0),
      /** The member who last changed it; null if it came with the organization. */
      changedBy: text().$type<MemberId>(),
      deletedAt: whole(),
      /** The number of its newest row in `article_version`, and of which version that is; 0 without. */
      lastKeptNo: whole().notNull().default(0),
      lastKeptVersion: whole().notNull().default(0),
      /** What is published of it; null if nothing is. */
      publishedVersion: whole(),
      publishedTitle: text(),
      publishedText: text(),
      publishedLanguage: text(),
      publishedAudience: text().$type<ArticleAudience>(),
      publishedUntil: whole(),
      /** The organization's `articlesNo` since which the chatbot uses it as it is, or no longer. */
      changeNo: whole().notNull().default(0),
    },
    (column) => [
      primaryKey({ columns: [column.orgId, column.id] }),
      index("article_change").on(column.orgId, column.changeNo, column.id),
      index("article_shown")
        .on(column.orgId, column.updatedAt, column.id)
        .where(sql`${column.deletedAt} is null`),
    ],
  );
}

type ArticleTable = ReturnType<typeof articleTable>;

function articleVersionTable(kit: ColumnTypes, article: ArticleTable) {
  const { table, text, whole, primaryKey, foreignKey } = kit;
  return table(
    "article_version",
    {
      orgId: text().$type<OrgId>().notNull(),
      articleId: text().$type<ArticleId>().notNull(),
      no: whole().notNull(),
      version: whole().notNull(),
      why: text().$type<KeptWhy>().notNull(),
      title: text().notNull(),
      text: text().notNull(),
      language: text().notNull(),
      audience: text().$type<ArticleAudience>().notNull(),
      validUntil: whole(),
      at: whole().notNull(),
      /** Null if it came with the organization. */
      memberId: text().$type<MemberId>(),
    },
    (column) => [
      primaryKey({ columns: [column.orgId, column.articleId, column.no] }),
      foreignKey({
        name: "article_version_article",
        columns: [column.orgId, column.articleId],
        foreignColumns: [article.orgId, article.id],
      }),
    ],
  );
}
