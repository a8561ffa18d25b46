import type { OrgId } from "#domain/model/ids.ts";
import type { UnitOfWork, CachedRows } from "./unit-of-work-types.ts";

/**
 * Caches the rows of the last write, so that the next need not read them again. It is valid only after the write was
 * committed, and while the database's change stamp shows that nothing has been written since.
 */
export interface RowCache {
  /** Begins a transaction: clears the cache unless `stamp` equals that of the last one's end. */
  beginTransaction(stamp: string | null): void;
  get(orgId: OrgId): CachedRows | null;
  /** Caches the rows that were written. */
  remember(unitOfWork: UnitOfWork): void;
  /** Ends the transaction: everything is written, nothing committed yet. */
  endTransaction(stamp: string | null): void;
  /** The transaction is committed. Until then the cache is not used. */
  confirmCommit(): void;
}

/** Most cached sessions, a few kB each; beyond this the cache is cleared. */
const SESSIONS_MAX = 1_000;

export function createRowCache(): RowCache {
  const organizations = new Map<OrgId, CachedRows>();
  let cachedSessions = 0;
  let lastStamp: string | null = null;
  let isCommitted = false;

  return {
    beginTransaction(stamp) {
      if (!isCommitted || stamp === null || stamp !== lastStamp || cachedSessions > SESSIONS_MAX) {
        organizations.clear();
        cachedSessions = 0;
      }
      isCommitted = false;
    },
    get: (orgId) => organizations.get(orgId) ?? null,
    remember(unitOfWork) {
      const before = organizations.get(unitOfWork.orgId)?.sessions;
      organizations.delete(unitOfWork.orgId);
      cachedSessions -= before?.size ?? 0;
      if (!isStoredUnchanged(unitOfWork)) return;
      const { settings, feedNo, assignNo, recordedAt, customers } = unitOfWork;
      const sessions: CachedRows["sessions"] = before ?? new Map();
      for (const [id, { session, lastNo }] of unitOfWork.sessions)
        sessions.set(id, { stored: { session, lastNo }, customer: customers.get(session.customerId) });
      organizations.set(unitOfWork.orgId, { settings, feedNo, assignNo, recordedAt, sessions });
      cachedSessions += sessions.size;
    },
    endTransaction: (stamp) => void (lastStamp = stamp),
    confirmCommit: () => void (isCommitted = true),
  };
}

/** Whether the rows written equal those in the unit of work: nothing erased, nothing stored in another form. */
function isStoredUnchanged({ isErased, changed }: UnitOfWork): boolean {
  const { settings, botToken, erased } = changed;
  const hasErasures = isErased || changed.isErased || erased.sessions.size + erased.customers.size > 0;
  return !hasErasures && !settings && botToken === undefined;
}
