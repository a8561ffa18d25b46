import { CUSTOMER_RESTART_GRACE_MS, mayBeMissed } from "#domain/conversations/customer-presence.ts";
import { type NumberedFact, sessionOf } from "#domain/model/fact.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import { type Instant, type Millis, MINUTE, SECOND } from "#domain/model/instant.ts";
import { type Absence, listAbsences, listOpenSessionKeys } from "../../db/conversations/absences.ts";
import { listInstances } from "../../db/instances/instances.ts";
import { createKeyedCounter } from "../../limits/keyed-counter.ts";
import type { ServiceContext } from "../context.ts";
import {
  forgetAbsences,
  markAbsent,
  markReturned,
  noteAbsences,
  postponeAllAbsences,
} from "./record-absences.ts";
import { DEAD_AFTER_MS } from "./heartbeat.ts";
import { createPossibleAbsences } from "./possible-absences.ts";

/**
 * How long a customer must be away before the database is asked about them, so that connections which are soon back cost
 * nothing. It leaves other instances enough of the grace period to see them: one that has not looked for that long is
 * dead.
 */
const NOTED_AFTER_MS: Millis = 10 * SECOND;
/** How often the queue is searched for customers who have left without anybody noticing. */
const SEARCH_MS: Millis = MINUTE;

/**
 * The customers who are connected to this process, and those who have left: see
 * [decision 27](../../../../docs/decisions/0027-customers-presence.md).
 */
export interface CustomerPresence {
  connected(customerId: CustomerId): void;
  /** @param sessionId - the session they had open here; `null` if none */
  disconnected(orgId: OrgId, customerId: CustomerId, sessionId: SessionId | null): void;
  onFacts(orgId: OrgId, facts: readonly NumberedFact[]): void;
  /** Records who has left and who is back. To be called every second. */
  check(): Promise<void>;
}

/** Creates a presence without any connections yet. */
export function createCustomerPresence(services: ServiceContext): CustomerPresence {
  const here = createKeyedCounter();
  const possible = createPossibleAbsences();
  const isHere = (customerId: CustomerId) => here.count(customerId) > 0;
  /** Customers who were absent when last looked. One of them who connects is looked after at once. */
  let absent: ReadonlySet<CustomerId> = new Set();
  let instances: ReadonlySet<string> = new Set();
  let checkedAt: Instant | null = null;
  let searchedAt: Instant = 0;
  let running: Promise<void> = Promise.resolve();
  let isAsked = false;

  /** After a machine's boot or death all of its customers connect again, so all of them have longer. */
  async function giveTime(now: Instant, ids: ReadonlySet<string>): Promise<void> {
    const hasPaused = checkedAt === null || now < checkedAt || now - checkedAt > DEAD_AFTER_MS;
    const isOneGone = [...instances].some((id) => !ids.has(id));
    if (!hasPaused && !isOneGone) return;
    await postponeAllAbsences(services, now + CUSTOMER_RESTART_GRACE_MS);
    for (const key of await listOpenSessionKeys(services.store, "all"))
      possible.giveTime(key, now, CUSTOMER_RESTART_GRACE_MS);
  }

  /** The safety net for what this process has not noticed, such as customers of a machine that was shut down. */
  async function searchQueue(now: Instant): Promise<void> {
    if (now >= searchedAt && now - searchedAt < SEARCH_MS) return;
    searchedAt = now;
    for (const key of await listOpenSessionKeys(services.store, "queued")) possible.suspect(key);
  }

  async function follow(now: Instant, maySeeAll: boolean): Promise<void> {
    const rows = await listAbsences(services.store);
    absent = new Set(rows.map(({ customerId }) => customerId));
    const wasHere = (row: Absence) => isHere(row.customerId) || (!row.isMarked && possible.wasHereSince(row));
    const over = rows.filter((row) => row.hasEnded || wasHere(row));
    await markReturned(
      services,
      over.filter(({ isMarked, hasEnded }) => isMarked && !hasEnded),
    );
    await forgetAbsences(services, over);
    const due = rows.filter((row) => !row.isMarked && row.dueAt <= now && !over.includes(row));
    // An instance of an earlier build does not say which customers it has.
    if (maySeeAll) await markAbsent(services, due);
  }

  async function checkOnce(): Promise<void> {
    isAsked = false;
    const now = await services.store.now();
    const present = await listInstances(services.store);
    const ids = new Set(present.map(({ id }) => id));
    await giveTime(now, ids);
    instances = ids;
    checkedAt = now;
    await searchQueue(now);
    const old = possible.absentFor(NOTED_AFTER_MS, now);
    await noteAbsences(services, old, isHere);
    possible.remove(old);
    await follow(
      now,
      present.every(({ seesCustomers }) => seesCustomers),
    );
  }

  /** Checks run one after the other. */
  function check(): Promise<void> {
    running = running.then(checkOnce, checkOnce);
    return running;
  }

  return {
    connected(customerId) {
      here.add(customerId);
      if (!absent.has(customerId) || isAsked) return;
      isAsked = true;
      void check().catch((error: unknown) => services.report("looking after a customer who is back", error));
    },
    disconnected(orgId, customerId, sessionId) {
      here.remove(customerId);
      if (sessionId !== null && !isHere(customerId)) possible.addLoss({ orgId, sessionId });
    },
    onFacts(orgId, facts) {
      for (const { fact } of facts) {
        const sessionId = sessionOf(fact);
        if (sessionId !== null && mayBeMissed(fact)) possible.suspect({ orgId, sessionId });
      }
    },
    check,
  };
}
