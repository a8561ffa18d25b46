import { overdueFacts } from "#domain/conversations/overdue-facts.ts";
import { applyFact } from "#domain/model/apply-fact.ts";
import type { Fact, SessionFact } from "#domain/model/fact.ts";
import type { CustomerId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import { MINUTE } from "#domain/model/instant.ts";
import type { RecordingTime } from "#domain/conversations/recording-time.ts";
import { authorKey } from "#domain/model/message.ts";
import type { QueuedSession } from "#domain/model/scene.ts";
import { type Session, isMail } from "#domain/model/session.ts";
import { addArticles } from "./articles-in-unit-of-work.ts";
import { eraseFromUnitOfWork } from "./erase-from-unit-of-work.ts";
import type { Changes } from "#domain/model/decision.ts";
import { compareQueuePlace } from "#domain/routing/queue-order.ts";
import type { SessionEntry, UnitOfWork } from "./unit-of-work-types.ts";

export function newUnitOfWork(
  orgId: OrgId,
  { now, setBackMs }: RecordingTime,
  row: Pick<UnitOfWork, "settings" | "feedNo" | "assignNo" | "recordedAt" | "isErased">,
  { assignmentOrder, cached }: Pick<UnitOfWork, "assignmentOrder" | "cached">,
): UnitOfWork {
  return {
    orgId,
    now,
    setBackMs,
    assignmentOrder,
    cached,
    settings: row.settings,
    feedNo: row.feedNo,
    assignNo: row.assignNo,
    recordedAt: row.recordedAt,
    isErased: row.isErased,
    members: null,
    queue: null,
    articles: null,
    facts: [],
    sessions: new Map(),
    customers: new Map(),
    previousSends: new Map(),
    previousSendsTo: new Map(),
    allSessionsOf: new Map(),
    changed: {
      settings: false,
      isErased: false,
      botToken: undefined,
      audit: [],
      sessions: new Set(),
      customers: new Set(),
      members: new Map(),
      assigned: new Map(),
      chatted: new Map(),
      loads: new Map(),
      erased: { customers: new Set(), sessions: new Set() },
    },
  };
}

/** Numbers facts and applies them to the state that the next decision reads. */
export function addFacts(unitOfWork: UnitOfWork, facts: readonly Fact[]): void {
  for (const fact of facts) {
    unitOfWork.feedNo += 1;
    const sessionNo = "sessionId" in fact ? applySessionFact(unitOfWork, fact) : null;
    if (fact.kind === "erased") {
      for (const id of fact.sessions) subtractLoad(unitOfWork, id);
      eraseFromUnitOfWork(unitOfWork, fact);
    }
    unitOfWork.facts.push({ no: unitOfWork.feedNo, sessionNo, fact });
  }
}

/** Applies a fact to its session. @returns the fact's number within its session */
function applySessionFact(unitOfWork: UnitOfWork, fact: SessionFact): number {
  const before = unitOfWork.sessions.get(fact.sessionId);
  const session = fact.kind === "session-opened" ? fact.session : applyFact(sessionIn(before, fact), fact);
  const lastNo = (before?.lastNo ?? 0) + 1;
  unitOfWork.sessions.set(fact.sessionId, { session, lastNo, stored: before?.stored ?? null });
  unitOfWork.changed.sessions.add(fact.sessionId);
  if (before !== undefined) addLoad(unitOfWork, before.session, -1);
  addLoad(unitOfWork, session, 1);

  if (fact.kind === "message-posted") {
    const { author, clientId, sentAt } = fact.message;
    unitOfWork.previousSends.set(sendKey(session.id, authorKey(author), clientId), {
      sessionNo: lastNo,
      sentAt,
    });
    if (author.kind === "member") recordContact(unitOfWork, author.memberId, session);
  }
  if (fact.kind === "session-held" && fact.holder.kind === "agent") {
    recordContact(unitOfWork, fact.holder.memberId, session);
    if (fact.why.kind === "assigned") moveToEndOfOrder(unitOfWork, fact.holder.memberId);
  }
  return lastNo;
}

function sessionIn(entry: SessionEntry | undefined, { kind, sessionId }: SessionFact): Session {
  if (entry === undefined) throw new Error(`${kind} for ${sessionId}, which was not read`);
  return entry.session;
}

function addLoad({ changed: { loads } }: UnitOfWork, session: Session, by: number): void {
  const { holder, endedAt } = session;
  if (holder.kind !== "agent" || endedAt !== null || isMail(session)) return;
  loads.set(holder.memberId, (loads.get(holder.memberId) ?? 0) + by);
}

/** Lowers the load of its holder by one. */
function subtractLoad(unitOfWork: UnitOfWork, id: SessionId): void {
  const entry = unitOfWork.sessions.get(id);
  if (entry !== undefined) addLoad(unitOfWork, entry.session, -1);
}

function moveToEndOfOrder(unitOfWork: UnitOfWork, memberId: MemberId): void {
  unitOfWork.assignNo += 1;
  unitOfWork.assignmentOrder.moveToEnd(unitOfWork.orgId, memberId, unitOfWork.assignNo);
  unitOfWork.changed.assigned.set(memberId, unitOfWork.assignNo);
}

function recordContact(
  { changed, customers, now }: UnitOfWork,
  memberId: MemberId,
  { customerId }: Session,
): void {
  // Times are to the minute, because an unchanged row saves writing a disk page for each reply.
  changed.chatted.set(`${memberId} ${customerId}`, { memberId, customerId, lastAt: now - (now % MINUTE) });
  const customer = customers.get(customerId);
  if (customer === undefined || customer.lastMemberId === memberId) return;
  customers.set(customerId, { ...customer, lastMemberId: memberId });
  changed.customers.add(customerId);
}

/** Adds changes other than facts. Call it before `addFacts`, because a customer must exist before their session. */
export function addChanges(unitOfWork: UnitOfWork, changes: Changes): void {
  const {
    settings,
    botToken,
    members = [],
    customer,
    customerToken,
    audit,
    articles,
    articleVersions,
    erasesOrganization,
    ...unwritten
  } = changes;
  // A change that is not written does not compile.
  unwritten satisfies Record<string, never>;
  const { changed } = unitOfWork;
  if (settings !== undefined) {
    unitOfWork.settings = settings;
    changed.settings = true;
  }
  if (erasesOrganization) changed.isErased = true;
  if (botToken !== undefined) changed.botToken = botToken;
  if (audit !== undefined) changed.audit.push(audit);
  addArticles(unitOfWork, { ...(articles && { articles }), ...(articleVersions && { articleVersions }) });
  for (const member of members)
    changed.members.set(member.id, { ...changed.members.get(member.id), ...member });
  if (customer === undefined) return;

  const { orgId, now } = unitOfWork;
  const existing = unitOfWork.customers.get(customer.id);
  const token = customerToken && {
    tokenHash: customerToken.tokenHash,
    tokenExpiresAt: customerToken.expiresAt,
  };
  const row = existing ?? (token && { orgId, ...customer, ...token, lastMemberId: null, createdAt: now });
  if (row === undefined) throw new Error("a new customer needs a token to be known by");
  unitOfWork.customers.set(customer.id, { ...row, ...customer, ...token });
  changed.customers.add(customer.id);
}

/** Queued sessions that remain queued after catching up, in serving order. */
export function queueIn(unitOfWork: UnitOfWork): QueuedSession[] {
  const queued: QueuedSession[] = [];
  for (const { session } of unitOfWork.sessions.values()) {
    if (session.holder.kind !== "queue" || leavesQueue(unitOfWork, session)) continue;
    queued.push({
      session,
      lastMemberId: unitOfWork.customers.get(session.customerId)?.lastMemberId ?? null,
    });
  }
  return queued.toSorted((a, b) => compareQueuePlace(a.session, b.session));
}

/**
 * Whether catching up, which another command will record, takes a session out of the queue, so that it must not be
 * assigned.
 */
function leavesQueue(unitOfWork: UnitOfWork, session: Session): boolean {
  // Hours count for mail, which is never in the queue, and for who first sees an unanswered chat.
  return overdueFacts({ ...unitOfWork, openFrom: () => null }, session).some(
    ({ kind }) => kind === "session-held" || kind === "session-ended",
  );
}

/** The key under which a client id is unique: in a session, or in all of a customer. */
export function sendKey(place: SessionId | CustomerId, author: string, clientId: string): string {
  return `${place} ${author} ${clientId}`;
}
