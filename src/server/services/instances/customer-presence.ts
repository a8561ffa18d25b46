import { CUSTOMER_RESTART_GRACE_MS, mayBeMissed } from "#domain/conversations/customer-presence.ts";
import { type NumberedFact, sessionOf } from "#domain/model/fact.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import { type Instant, type Millis, MINUTE, SECOND } from "#domain/model/instant.ts";
import {
  type Absence,
  listAbsences,
  listOpenSessionKeys,
  listOpenSessionsOf,
} from "../../db/conversations/absences.ts";
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
import { createLostCustomers } from "./lost-customers.ts";
import { createPossibleAbsences } from "./possible-absences.ts";

/**
 * How long a customer must be away before the database is asked about them, so that connections which are soon back
 * cost nothing. It leaves other instances enough of the grace period to see them: one that has not looked for that long
 * is dead.
 */
const NOTED_AFTER_MS: Millis = 10 * SECOND;
/** How often the queue is searched for customers who have left without anybody noticing. */
const SEARCH_MS: Millis = MINUTE;

/** What the presence of customers needs of the services. */
type PresenceDeps = Pick<ServiceContext, "store" | "record" | "report">;

/**
 * The customers who are connected to this process, and the search for those who have left: see
 * [decision 27](../../../../docs/decisions/0027-customers-presence.md).
 */
export class CustomerPresence {
  readonly #services: PresenceDeps;
  readonly #here = createKeyedCounter();
  readonly #lost = createLostCustomers();
  readonly #possible = createPossibleAbsences();
  /** Customers who were absent when last looked. One of them who connects is looked after at once. */
  #absent: ReadonlySet<CustomerId> = new Set();
  #instances: ReadonlySet<string> = new Set();
  #checkedAt: Instant | null = null;
  #searchedAt: Instant = 0;
  /** Nobody is recorded as having left before. */
  #graceUntil: Instant = 0;
  #running: Promise<void> = Promise.resolve();
  #isAsked = false;

  /** Creates a presence without any connections yet. */
  constructor(services: PresenceDeps) {
    this.#services = services;
  }

  /** Counts a connection of a customer. Their id is derived from their token, so no two companies have the same. */
  connected(customerId: CustomerId): void {
    this.#here.add(customerId);
    this.#lost.remove(customerId);
    if (!this.#absent.has(customerId) || this.#isAsked) return;
    this.#isAsked = true;
    const { report } = this.#services;
    void this.check().catch((error: unknown) => report("looking after a customer who is back", error));
  }

  /** Ends a connection of a customer. @param sessionId - the session last shown there; `null` if none */
  disconnected(orgId: OrgId, customerId: CustomerId, sessionId: SessionId | null): void {
    this.#here.remove(customerId);
    if (this.#isHere(customerId)) return;
    this.#lost.add(orgId, customerId);
    if (sessionId !== null) this.#possible.addLoss({ orgId, sessionId });
  }

  /** Takes notice of facts that this process has recorded. */
  onFacts(orgId: OrgId, facts: readonly NumberedFact[]): void {
    for (const { fact } of facts) {
      const sessionId = sessionOf(fact);
      if (sessionId === null) continue;
      if (mayBeMissed(fact)) this.#possible.suspect({ orgId, sessionId });
      // Who is back with a single call, which is no connection, has the whole time again.
      if (fact.kind === "customer-back") this.#possible.addLoss({ orgId, sessionId });
    }
  }

  /** Records who has left and who is back. To be called every second; checks run one after the other. */
  check(): Promise<void> {
    const checkOnce = () => this.#checkOnce();
    this.#running = this.#running.then(checkOnce, checkOnce);
    return this.#running;
  }

  async #checkOnce(): Promise<void> {
    this.#isAsked = false;
    const now = await this.#services.store.now();
    const instances = await listInstances(this.#services.store);
    await this.#giveTime(now, new Set(instances.map(({ id }) => id)));
    await this.#searchQueue(now);
    await this.#findChatsOfLost(now);
    const old = this.#possible.absentFor(NOTED_AFTER_MS, now);
    const noted = await noteAbsences(this.#services, old, (customerId) => this.#isHere(customerId));
    this.#possible.remove(noted);
    // An instance of an earlier build does not say which customers it has.
    const areAllSeen = instances.every(({ seesCustomers }) => seesCustomers);
    await this.#follow(now, areAllSeen);
  }

  /** After a machine's boot or death all of its customers connect again, so all of them have longer. */
  async #giveTime(now: Instant, ids: ReadonlySet<string>): Promise<void> {
    const last = this.#checkedAt;
    const hasPaused = last === null || now < last || now - last > DEAD_AFTER_MS;
    const isOneGone = [...this.#instances].some((id) => !ids.has(id));
    if (hasPaused || isOneGone) {
      this.#graceUntil = now + CUSTOMER_RESTART_GRACE_MS;
      await postponeAllAbsences(this.#services, this.#graceUntil);
      for (const key of await listOpenSessionKeys(this.#services.store, "all"))
        this.#possible.giveTime(key, now, CUSTOMER_RESTART_GRACE_MS);
    }
    this.#instances = ids;
    this.#checkedAt = now;
  }

  /** The safety net for what this process has not noticed, such as customers of a machine that was shut down. */
  async #searchQueue(now: Instant): Promise<void> {
    if (now >= this.#searchedAt && now - this.#searchedAt < SEARCH_MS) return;
    this.#searchedAt = now;
    for (const key of await listOpenSessionKeys(this.#services.store, "queued")) this.#possible.suspect(key);
  }

  /** Looks for the open chats of customers whose last connection was lost, whatever that one showed. */
  async #findChatsOfLost(now: Instant): Promise<void> {
    const lost = this.#lost.absentFor(NOTED_AFTER_MS, now);
    for (const [orgId, own] of Map.groupBy(lost, (one) => one.orgId)) {
      const since = new Map(own.map((one) => [one.customerId, one.since]));
      for (const { customerId, ...key } of await listOpenSessionsOf(this.#services.store, orgId, [
        ...since.keys(),
      ]))
        this.#possible.addLossSince(key, since.get(customerId) ?? now);
    }
    this.#lost.removeAll(lost);
  }

  /** Ends the absences of who is connected here or whose chat has ended, and records those that are due. */
  async #follow(now: Instant, areAllSeen: boolean): Promise<void> {
    const rows = await listAbsences(this.#services.store);
    this.#absent = new Set(rows.map(({ customerId }) => customerId));
    const over = rows.filter((row) => row.hasEnded || this.#wasHere(row));
    const back = over.filter((row) => !row.hasEnded && this.#isHere(row.customerId));
    // Another instance may mark them in this moment, so they are looked at once more.
    for (const { orgId, sessionId } of back) this.#possible.suspect({ orgId, sessionId });
    // Forgotten first: while there is a note without a mark, other instances mark its session.
    await forgetAbsences(this.#services, over);
    await markReturned(
      this.#services,
      back.filter(({ isMarked }) => isMarked),
    );
    const due = rows.filter((row) => !row.isMarked && row.dueAt <= now && !over.includes(row));
    if (areAllSeen && now >= this.#graceUntil) await markAbsent(this.#services, due);
  }

  #wasHere(row: Absence): boolean {
    return this.#isHere(row.customerId) || (!row.isMarked && this.#possible.wasHereSince(row));
  }

  #isHere(customerId: CustomerId): boolean {
    return this.#here.count(customerId) > 0;
  }
}
