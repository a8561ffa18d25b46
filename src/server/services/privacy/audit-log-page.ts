import type { OrgId } from "#domain/model/ids.ts";
import { listAuditEntries } from "../../db/privacy/audit-log.ts";
import { customersOfAccessEntries } from "../../db/privacy/chat-access-log.ts";
import { listArticleTitles } from "../../db/knowledge/list-articles.ts";
import { listMembers } from "../../db/team/members.ts";
import type { Reader } from "../../db/store/store.ts";
import type { ServiceContext } from "../context.ts";
import type { AuditDetail, AuditDetailName, AuditedAction } from "#domain/model/audited-action.ts";
import type { AuditLogEntry, AuditTopic, AuditLogPage } from "#domain/views/audit-log-page.ts";

const ENTRIES_PER_PAGE = 50;

/** The topic of each action, for filtering. */
const TOPICS: Record<AuditedAction, AuditTopic> = {
  "switch-turned": "settings",
  "switch-undone": "settings",
  "settings-changed": "settings",
  "role-changed": "members",
  "public-name-changed": "members",
  "member-deactivated": "members",
  "member-reactivated": "members",
  "member-invited": "members",
  "invitation-revoked": "members",
  "member-joined": "members",
  "second-step-required": "members",
  "second-step-optional": "members",
  "second-step-reset": "members",
  "second-step-turned-on": "members",
  "second-step-turned-off": "members",
  "recovery-codes-renewed": "members",
  "logins-ended": "members",
  "signed-in": "sign-ins",
  "signed-out": "sign-ins",
  "sign-ins-failed": "sign-ins",
  "own-logins-ended": "sign-ins",
  "password-changed": "sign-ins",
  "password-reset-link-created": "sign-ins",
  "password-reset": "sign-ins",
  "chats-read": "privacy",
  "customer-erased": "privacy",
  "old-chats-erased": "privacy",
  "organization-erased": "privacy",
  "customer-exported": "privacy",
  "company-exported": "privacy",
  "article-created": "knowledge",
  "article-edited": "knowledge",
  "article-published": "knowledge",
  "article-unpublished": "knowledge",
  "article-deleted": "knowledge",
  "article-restored": "knowledge",
  "article-owner-changed": "knowledge",
};

/**
 * Reads a page of the audit log, newest first, with the members' present names.
 *
 * @param before - the number of the last entry of the previous page; `null` for the first page
 * @param topic - `null` for everything
 */
export async function auditLogPage(
  { store }: ServiceContext,
  orgId: OrgId,
  { before, topic }: { before: number | null; topic: AuditTopic | null },
): Promise<AuditLogPage> {
  const actions = topic === null ? null : actionsOf(topic);
  const [entries, members] = await Promise.all([
    listAuditEntries(store, orgId, { before, actions }, ENTRIES_PER_PAGE + 1),
    listMembers(store, orgId),
  ]);
  const names = new Map<string, string>(members.map(({ id, name }) => [id, name]));
  const [customers, titles] = await Promise.all([
    customersRead(store, orgId, entries),
    titlesOfArticles(store, orgId, entries),
  ]);
  const lines = entries
    .slice(0, ENTRIES_PER_PAGE)
    .map(({ no, at, memberId, action, detail }): AuditLogEntry => {
      const { id, article, ...said }: Detail = isDetail(detail) ? detail : {};
      return {
        no,
        at,
        by: memberId === null ? null : (names.get(memberId) ?? null),
        action,
        about: id === undefined ? null : (names.get(id) ?? null),
        customer: customers.get(no) ?? null,
        article: article === undefined ? null : (titles.get(article) ?? null),
        parts: said.parts ?? [],
        role: said.role ?? null,
        answers: said.answers ?? null,
        chats: said.chats ?? null,
        customers: said.customers ?? null,
        way: said.way ?? null,
        device: said.device ?? null,
        tries: said.tries ?? null,
        fault: said.fault ?? null,
        logins: said.logins ?? null,
      };
    });
  return { lines, next: entries.length > ENTRIES_PER_PAGE ? (lines.at(-1)?.no ?? null) : null };
}

/** The customers whose chats were read, unless they are erased. */
async function customersRead(
  reader: Reader,
  orgId: OrgId,
  entries: readonly { no: number; action: string }[],
): Promise<ReadonlyMap<number, string>> {
  const nos = entries.flatMap(({ no, action }) => (action === "chats-read" ? [no] : []));
  return nos.length === 0 ? new Map() : customersOfAccessEntries(reader, orgId, nos);
}

/** The present titles of the articles, by their id. */
async function titlesOfArticles(
  reader: Reader,
  orgId: OrgId,
  entries: readonly { detail: unknown }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = entries.flatMap(({ detail }) => (isDetail(detail) ? (detail.article ?? []) : []));
  return ids.length === 0 ? new Map() : listArticleTitles(reader, orgId, [...new Set(ids)]);
}

/** The details of an entry, whichever action it is of. */
type Detail = { [Name in AuditDetailName]?: AuditDetail<Name> };

function isDetail(detail: unknown): detail is Detail {
  return typeof detail === "object" && detail !== null;
}

function actionsOf(topic: AuditTopic): string[] {
  return Object.entries(TOPICS).flatMap(([action, its]) => (its === topic ? action : []));
}
