import type { CustomerId, OrgId } from "#domain/model/ids.ts";
import type { Instant, Millis } from "#domain/model/instant.ts";

/** A customer whose last connection to this process was lost. */
interface LostCustomer {
  orgId: OrgId;
  customerId: CustomerId;
  /** Since when; `null` until the next look at the clock. */
  since: Instant | null;
}

/** A customer who has been lost for a while. */
type AbsentSince = LostCustomer & { since: Instant };

/**
 * The customers, in memory, whose last connection to this process was lost, until their chats have been looked up: the
 * connection that was closed last may have shown no chat, or one that had ended, while another had shown the open one.
 */
export interface LostCustomers {
  add(orgId: OrgId, customerId: CustomerId): void;
  /** Removes a customer who is connected again. */
  remove(customerId: CustomerId): void;
  /** Returns those who have been lost for `ms`, at most {@link AT_ONCE}. Those who are new are lost since `now`. */
  absentFor(ms: Millis, now: Instant): AbsentSince[];
  /** Removes these, unless they have been lost again since. */
  removeAll(done: readonly LostCustomer[]): void;
}

/** How many customers are looked up at once. More would hold up other work. */
const AT_ONCE = 500;

/** Creates an empty set. */
export function createLostCustomers(): LostCustomers {
  const lost = new Map<CustomerId, LostCustomer>();
  return {
    add: (orgId, customerId) => void lost.set(customerId, { orgId, customerId, since: null }),
    remove: (customerId) => void lost.delete(customerId),
    absentFor(ms, now) {
      const old: AbsentSince[] = [];
      for (const [id, one] of lost) {
        // A time that is yet to come is from a clock that was set back.
        const since = one.since === null || one.since > now ? now : one.since;
        const absent = { ...one, since };
        lost.set(id, absent);
        if (now - since >= ms && old.length < AT_ONCE) old.push(absent);
      }
      return old;
    },
    removeAll(done) {
      for (const one of done) if (lost.get(one.customerId) === one) lost.delete(one.customerId);
    },
  };
}
