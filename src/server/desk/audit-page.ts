import type { MemberId, OrgId } from "#domain/ids.ts";
import type { AuditedAction } from "#domain/scene.ts";
import type { AuditLine, AuditTopic, AuditView } from "#domain/views.ts";
import { listAudit } from "../db/audit.ts";
import { listMembers } from "../db/members.ts";
import type { Desk } from "./desk.ts";

const LINES = 50;

/** What each action belongs to, for whoever looks for something. */
const TOPICS: Record<AuditedAction, AuditTopic> = {
  "switch-turned": "settings",
  "switch-undone": "settings",
  "settings-changed": "settings",
  "role-changed": "members",
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
  "customer-erased": "privacy",
  "old-chats-erased": "privacy",
  "organization-erased": "privacy",
  "customer-exported": "privacy",
  "company-exported": "privacy",
};

/**
 * A page of the audit log, newest first, with the names that members have now.
 *
 * @param before - the number of the last line of the page before; `null` for the first page
 * @param topic - `null` for everything
 */
export async function auditPage(
  { store }: Desk,
  orgId: OrgId,
  { before, topic }: { before: number | null; topic: AuditTopic | null },
): Promise<AuditView> {
  const actions = topic === null ? null : actionsOf(topic);
  const [entries, members] = await Promise.all([
    listAudit(store, orgId, { before, actions }, LINES + 1),
    listMembers(store, orgId),
  ]);
  const names = new Map<string, string>(members.map(({ id, name }) => [id, name]));
  const lines = entries.slice(0, LINES).map(({ no, at, memberId, action, detail }): AuditLine => {
    const { id, parts, role, answers, chats, customers }: Detail = isDetail(detail) ? detail : {};
    return {
      no,
      at,
      by: memberId === null ? null : (names.get(memberId) ?? null),
      action,
      about: id === undefined ? null : (names.get(id) ?? null),
      parts: parts ?? [],
      role: role ?? null,
      answers: answers ?? null,
      chats: chats ?? null,
      customers: customers ?? null,
    };
  });
  return { lines, next: entries.length > LINES ? (lines.at(-1)?.no ?? null) : null };
}

/** What entries say besides, whichever action they are of. */
interface Detail {
  id?: MemberId;
  parts?: readonly string[];
  role?: AuditLine["role"];
  answers?: AuditLine["answers"];
  chats?: number;
  customers?: number;
}

function isDetail(detail: unknown): detail is Detail {
  return typeof detail === "object" && detail !== null;
}

function actionsOf(topic: AuditTopic): string[] {
  return Object.entries(TOPICS).flatMap(([action, its]) => (its === topic ? action : []));
}
