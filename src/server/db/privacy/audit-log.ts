import { and, desc, eq, lt, max } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { AuditDetails, AuditedAction } from "#domain/model/audited-action.ts";
import type { Reader } from "../store/store.ts";
import type { ScopedWriter } from "../store/scoped-writer.ts";

export interface AuditEntry {
  at: Instant;
  /** The acting member; `null` for the server itself. */
  memberId: MemberId | null;
  action: string;
  /** The details of the action, never a secret. Not `null`: use `{}`. */
  detail: unknown;
}

/** Appends an entry. Locks the organization until the transaction ends. @returns the entry's number */
export async function appendAuditEntry(
  writer: ScopedWriter<"audit">,
  orgId: OrgId,
  entry: AuditEntry,
): Promise<number> {
  const { audit } = writer.tables;
  await writer.lock(orgId);
  const [row] = await writer.db
    .select({ no: max(audit.no) })
    .from(audit)
    .where(eq(audit.orgId, orgId));
  const no = (row?.no ?? 0) + 1;
  await writer.append(audit, [{ ...entry, orgId, no }]);
  return no;
}

/** Appends an entry for one of the defined actions. */
export function auditAction<Action extends AuditedAction>(
  writer: ScopedWriter<"audit">,
  orgId: OrgId,
  action: Action,
  entry: Omit<AuditEntry, "action" | "detail"> & { detail: AuditDetails[Action] },
): Promise<number> {
  return appendAuditEntry(writer, orgId, { ...entry, action });
}

/** The filter and page of entries to list. */
export interface AuditPage {
  /** The `no` of the last entry of the page before; `null` for the first page. */
  before: number | null;
  /** Only these actions; `null` for all. */
  actions: readonly string[] | null;
}

/** Lists entries, newest first. */
export async function listAuditEntries(
  { db, tables: { audit }, among }: Reader,
  orgId: OrgId,
  { before, actions }: AuditPage,
  limit: number,
): Promise<(AuditEntry & { no: number })[]> {
  const { no, at, memberId, action, detail } = audit;
  return db
    .select({ no, at, memberId, action, detail })
    .from(audit)
    .where(
      and(
        eq(audit.orgId, orgId),
        before === null ? undefined : lt(no, before),
        actions === null ? undefined : among(action, actions),
      ),
    )
    .orderBy(desc(no))
    .limit(limit);
}
