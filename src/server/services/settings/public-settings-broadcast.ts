import { isDeepStrictEqual } from "node:util";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { isAvailabilityOver, type PublicSettings } from "#domain/settings/public-settings.ts";
import { listOrganizationsWithSomebodyAvailable } from "../../db/team/available-members.ts";
import type { TailReader } from "../../events/feed/feed-tail.ts";
import { WakeUp } from "../../events/wake-up.ts";
import type { ServiceContext } from "../context.ts";
import { readPublicSettings } from "./read-public-settings.ts";

type BroadcastDeps = Pick<ServiceContext, "store" | "feedTails" | "report">;

/** Somebody who shows the public settings. */
export interface PublicSettingsReader {
  /** Signaled when there is something else to show. */
  readonly changed: WakeUp;
  /** Returns the settings as they are now. */
  read(): Promise<PublicSettings>;
  leave(): void;
}

/**
 * The public settings of the companies whose widgets are connected to this process. However many widgets show a
 * company's settings, one follower reads them again: after a change of the settings, at the instants of the hours, and
 * when the first member becomes available or the last one leaves. Availability is no fact: presence changes many times a
 * day, and each process sees in the database what all of them do.
 */
export class PublicSettingsBroadcast {
  readonly #deps: BroadcastDeps;
  readonly #companies = new Map<OrgId, CompanySettings>();

  constructor(deps: BroadcastDeps) {
    this.#deps = deps;
  }

  /** Joins the readers of a company's settings. */
  join(orgId: OrgId): PublicSettingsReader {
    const company = this.#companies.get(orgId) ?? this.#open(orgId);
    const changed = new WakeUp();
    company.readers.add(changed);
    return {
      changed,
      read: () => company.read(),
      leave: () => {
        company.readers.delete(changed);
        if (company.readers.size > 0 || this.#companies.get(orgId) !== company) return;
        this.#companies.delete(orgId);
        company.close();
      },
    };
  }

  /** Reads again where something has changed without a fact, or a read has failed. The scheduler calls it. */
  async check(): Promise<void> {
    if (this.#companies.size === 0) return;
    const { store } = this.#deps;
    const now = await store.now();
    const staffed = await listOrganizationsWithSomebodyAvailable(store, now);
    await Promise.all([...this.#companies].map(([orgId, company]) => company.check(now, staffed.has(orgId))));
  }

  #open(orgId: OrgId): CompanySettings {
    const company = new CompanySettings(orgId, this.#deps);
    this.#companies.set(orgId, company);
    return company;
  }
}

/** One company's settings, and those who show them. */
class CompanySettings {
  readonly readers = new Set<WakeUp>();
  readonly #orgId: OrgId;
  readonly #deps: BroadcastDeps;
  /** What the readers show; `null` before the first read. */
  #shown: PublicSettings | null = null;
  #reading: Promise<PublicSettings> | null = null;
  /** The place in the feed of settings; `null` while it has none. */
  #tail: Promise<TailReader> | null = null;
  #isStale = false;
  #isClosed = false;

  constructor(orgId: OrgId, deps: BroadcastDeps) {
    this.#orgId = orgId;
    this.#deps = deps;
  }

  /** Reads the settings, once for all who ask at the same moment, and tells the readers if they have changed. */
  read(): Promise<PublicSettings> {
    this.#reading ??= this.#readNow().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async check(now: Instant, isSomebodyAvailable: boolean): Promise<void> {
    const isOver =
      this.#shown !== null && isAvailabilityOver(this.#shown.availability, now, isSomebodyAvailable);
    if (isOver || this.#isStale) await this.#refresh();
  }

  close(): void {
    this.#isClosed = true;
    void this.#tail?.then(leave, () => {});
  }

  /** Follows the feed before it reads, so that no change falls in between. */
  async #readNow(): Promise<PublicSettings> {
    await this.#follow();
    const read = await readPublicSettings(this.#deps, this.#orgId);
    const isNews = this.#shown !== null && !isDeepStrictEqual(this.#shown, read);
    this.#shown = read;
    if (isNews) for (const reader of this.readers) reader.signal();
    return read;
  }

  /** Reads what has changed. A read that has begun already may have missed it. */
  async #refresh(): Promise<void> {
    this.#isStale = false;
    await this.#reading?.catch(() => {});
    await this.read().catch((error: unknown) => {
      this.#isStale = true;
      this.#deps.report("reading public settings", error);
    });
  }

  async #follow(): Promise<void> {
    if (this.#tail !== null) return void (await this.#tail);
    this.#tail = this.#deps.feedTails.join(this.#orgId, "settings");
    const tail = await this.#tail.catch((error: unknown) => {
      this.#tail = null;
      throw error;
    });
    void this.#refreshAfterEachChange(tail);
  }

  async #refreshAfterEachChange(tail: TailReader): Promise<void> {
    while (!this.#isClosed && !tail.queue.overflowed) {
      await tail.queue.filled();
      if (tail.queue.take().length > 0) await this.#refresh();
    }
    leave(tail);
    this.#tail = null;
    this.#isStale = true;
  }
}

function leave(tail: TailReader): void {
  tail.leave();
  tail.queue.wake();
}
