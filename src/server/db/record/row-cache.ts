import type { OrgId } from "#domain/model/ids.ts";
import type { UnitOfWork, CachedRows } from "./unit-of-work-types.ts";

/**
 * What the last write left in the database, so that the next need not read it again. It is believed only while the
 * database itself says, by its stamp, that nobody has written anything since, and only once the write was committed.
 */
export interface RowCache {
  /** Begins a transaction: forgets everything unless `stamp` is that of the last one's end. */
  beginTransaction(stamp: string | null): void;
  get(orgId: OrgId): CachedRows | null;
  /** Takes over what was written. */
  remember(unitOfWork: UnitOfWork): void;
  /** Ends the transaction, all of it written and nothing committed yet. */
  endTransaction(stamp: string | null): void;
  /** The transaction is committed. Until told so the image is not believed. */
  confirmCommit(): void;
}

/** So many sessions are remembered, a few kB each; with more it begins anew. */
const MOST_SESSIONS = 1_000;

export function createRowCache(): RowCache {
  const organizations = new Map<OrgId, CachedRows>();
  let known = 0;
  let stampThen: string | null = null;
  let isCommitted = false;

  return {
    beginTransaction(stamp) {
      if (!isCommitted || stamp === null || stamp !== stampThen || known > MOST_SESSIONS) {
        organizations.clear();
        known = 0;
      }
      isCommitted = false;
    },
    get: (orgId) => organizations.get(orgId) ?? null,
    remember(unitOfWork) {
      const before = organizations.get(unitOfWork.orgId)?.sessions;
      organizations.delete(unitOfWork.orgId);
      known -= before?.size ?? 0;
      if (!isPlain(unitOfWork)) return;
      const { settings, feedNo, assignNo, recordedAt, customers } = unitOfWork;
      const sessions: CachedRows["sessions"] = before ?? new Map();
      for (const [id, { session, lastNo }] of unitOfWork.sessions)
        sessions.set(id, { stored: { session, lastNo }, customer: customers.get(session.customerId) });
      organizations.set(unitOfWork.orgId, { settings, feedNo, assignNo, recordedAt, sessions });
      known += sessions.size;
    },
    endTransaction: (stamp) => void (stampThen = stamp),
    confirmCommit: () => void (isCommitted = true),
  };
}

/** Whether what was written is what the ledger says, with nothing gone and nothing put into another form. */
function isPlain({ isErased, changed }: UnitOfWork): boolean {
  const { settings, botToken, erased } = changed;
  const isLess = isErased || changed.isErased || erased.sessions.size + erased.customers.size > 0;
  return !isLess && !settings && botToken === undefined;
}
