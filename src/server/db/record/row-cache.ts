import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Entry, Ledger } from "./unit-of-work.ts";
import type { Tables } from "../store/schema.ts";

type CustomerRow = Tables["customer"]["$inferSelect"];

/** The rows of an organization that writing it last has left behind. */
export interface Remembered extends Pick<Ledger, "settings" | "feedNo" | "assignNo" | "recordedAt"> {
  readonly sessions: Map<SessionId, { stored: Entry["stored"]; customer: CustomerRow | undefined }>;
}

/**
 * What the last write left in the database, so that the next need not read it again. It is believed only while the
 * database itself says, by its stamp, that nobody has written anything since, and only once the write was committed.
 */
export interface Image {
  /** Begins a transaction: forgets everything unless `stamp` is that of the last one's end. */
  open(stamp: string | null): void;
  of(orgId: OrgId): Remembered | null;
  /** Takes over what was written. */
  learn(ledger: Ledger): void;
  /** Ends the transaction, all of it written and nothing committed yet. */
  close(stamp: string | null): void;
  /** The transaction is committed. Until told so the image is not believed. */
  confirm(): void;
}

/** So many sessions are remembered, a few kB each; with more it begins anew. */
const MOST_SESSIONS = 1_000;

export function createImage(): Image {
  const organizations = new Map<OrgId, Remembered>();
  let known = 0;
  let stampThen: string | null = null;
  let isCommitted = false;

  return {
    open(stamp) {
      if (!isCommitted || stamp === null || stamp !== stampThen || known > MOST_SESSIONS) {
        organizations.clear();
        known = 0;
      }
      isCommitted = false;
    },
    of: (orgId) => organizations.get(orgId) ?? null,
    learn(ledger) {
      const before = organizations.get(ledger.orgId)?.sessions;
      organizations.delete(ledger.orgId);
      known -= before?.size ?? 0;
      if (!isPlain(ledger)) return;
      const { settings, feedNo, assignNo, recordedAt, customers } = ledger;
      const sessions: Remembered["sessions"] = before ?? new Map();
      for (const [id, { session, lastNo }] of ledger.sessions)
        sessions.set(id, { stored: { session, lastNo }, customer: customers.get(session.customerId) });
      organizations.set(ledger.orgId, { settings, feedNo, assignNo, recordedAt, sessions });
      known += sessions.size;
    },
    close: (stamp) => void (stampThen = stamp),
    confirm: () => void (isCommitted = true),
  };
}

/** Whether what was written is what the ledger says, with nothing gone and nothing put into another form. */
function isPlain({ isErased, changed }: Ledger): boolean {
  const { settings, botToken, erased } = changed;
  const isLess = isErased || changed.isErased || erased.sessions.size + erased.customers.size > 0;
  return !isLess && !settings && botToken === undefined;
}
