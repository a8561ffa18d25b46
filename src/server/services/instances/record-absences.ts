import {
  decideCustomersBack,
  decideCustomersLeft,
  isAbsenceOfInterest,
} from "#domain/conversations/customer-presence.ts";
import type { Decision } from "#domain/model/decision.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Scene } from "#domain/model/scene.ts";
import { hasLeft } from "#domain/routing/has-left.ts";
import {
  addAbsences,
  deleteAbsences,
  postponeAbsences,
  readSessionsSeen,
} from "../../db/conversations/absences.ts";
import type { SessionKey } from "../../db/conversations/feed.ts";
import type { ServiceContext } from "../context.ts";
import type { PossibleAbsence } from "./possible-absences.ts";

/** What the functions below need of the services. */
type AbsenceDeps = Pick<ServiceContext, "store" | "record" | "report">;

/** Sessions per transaction; more would hold the lock, and block the company's messages, for too long. */
const BATCH = 200;

/**
 * Notes in the database which of these customers may have left, so that an instance to which they are connected can
 * object. Of most of them it is of no interest, and nothing is written. Who is here and was marked nonetheless is back.
 *
 * @returns those of companies with which it succeeded
 */
export async function noteAbsences(
  services: AbsenceDeps,
  possible: readonly PossibleAbsence[],
  isHere: (customerId: CustomerId) => boolean,
): Promise<PossibleAbsence[]> {
  const noted: PossibleAbsence[] = [];
  for (const [orgId, entries] of Map.groupBy(possible, (entry) => entry.orgId)) {
    await reportFailure(services, async () => {
      await noteOfCompany(services, orgId, entries, isHere);
      noted.push(...entries);
    });
  }
  return noted;
}

async function noteOfCompany(
  services: AbsenceDeps,
  orgId: OrgId,
  entries: readonly PossibleAbsence[],
  isHere: (customerId: CustomerId) => boolean,
): Promise<void> {
  const dueAt = new Map(entries.map(({ sessionId, since, graceMs }) => [sessionId, (since ?? 0) + graceMs]));
  const read = await readSessionsSeen(services.store, orgId, [...dueAt.keys()]);
  const open = read.filter(({ session }) => session.endedAt === null);
  const rows = open
    .filter(({ session }) => !isHere(session.customerId))
    .filter(({ session, seen }) => hasLeft(session) || isAbsenceOfInterest(session, seen))
    .map(({ session: { id } }) => ({ orgId, sessionId: id, dueAt: dueAt.get(id) ?? 0 }));
  if (rows.length > 0) await services.store.transact((writer) => addAbsences(writer, rows));
  const wrong = open.filter(({ session }) => hasLeft(session) && isHere(session.customerId));
  await recordBack(
    services,
    orgId,
    wrong.map(({ session: { id } }) => id),
  );
}

/**
 * Marks the sessions of customers whom no instance has seen in time. Where it is of no interest any more, it is
 * forgotten.
 */
export async function markAbsent(services: AbsenceDeps, due: readonly SessionKey[]): Promise<void> {
  for (const { orgId, sessionIds } of batchesOf(due))
    await reportFailure(services, () => markBatch(services, orgId, sessionIds));
}

async function markBatch(
  services: AbsenceDeps,
  orgId: OrgId,
  sessionIds: readonly SessionId[],
): Promise<void> {
  const read = await readSessionsSeen(services.store, orgId, sessionIds);
  const absent = read
    .filter(({ session, seen }) => isAbsenceOfInterest(session, seen))
    .map(({ session, seen }) => ({ sessionId: session.id, seen }));
  const marked = absent.map(({ sessionId }) => sessionId);
  await recordOf(services, orgId, marked, (scene) => decideCustomersLeft(scene, absent));
  const rest = sessionIds.filter((id) => !marked.includes(id));
  if (rest.length > 0) await services.store.transact((writer) => deleteAbsences(writer, orgId, rest));
}

/** Takes the mark off the sessions of customers who are back. */
export async function markReturned(services: AbsenceDeps, returned: readonly SessionKey[]): Promise<void> {
  for (const { orgId, sessionIds } of batchesOf(returned))
    await reportFailure(services, () => recordBack(services, orgId, sessionIds));
}

function recordBack(services: AbsenceDeps, orgId: OrgId, sessionIds: readonly SessionId[]): Promise<void> {
  return recordOf(services, orgId, sessionIds, (scene) => decideCustomersBack(scene, sessionIds));
}

/** Deletes the notes of absences that are over. */
export async function forgetAbsences(
  { store }: Pick<ServiceContext, "store">,
  over: readonly SessionKey[],
): Promise<void> {
  for (const { orgId, sessionIds } of batchesOf(over))
    await store.transact((writer) => deleteAbsences(writer, orgId, sessionIds));
}

/** Gives all customers who may have left time to connect again. */
export function postponeAllAbsences({ store }: Pick<ServiceContext, "store">, until: Instant): Promise<void> {
  return store.transact((writer) => postponeAbsences(writer, until));
}

/** One company's failure does not keep others' customers from being seen, and is tried again in a second or a few. */
async function reportFailure(
  { report }: Pick<ServiceContext, "report">,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    report("checking which customers have left", error);
  }
}

async function recordOf(
  services: Pick<ServiceContext, "record">,
  orgId: OrgId,
  sessions: readonly SessionId[],
  decide: (scene: Scene) => Decision<null>,
): Promise<void> {
  if (sessions.length > 0) await services.record(orgId, { needs: { sessions }, decide });
}

/** Splits sessions by company, and further into batches. */
function batchesOf(keys: readonly SessionKey[]): { orgId: OrgId; sessionIds: SessionId[] }[] {
  return [...Map.groupBy(keys, ({ orgId }) => orgId)].flatMap(([orgId, own]) =>
    Array.from({ length: Math.ceil(own.length / BATCH) }, (_, index) => ({
      orgId,
      sessionIds: own.slice(index * BATCH, (index + 1) * BATCH).map(({ sessionId }) => sessionId),
    })),
  );
}
