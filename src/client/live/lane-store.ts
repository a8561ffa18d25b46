import type { NumberedFact } from "#domain/model/fact.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import { beforeLane, evolveLane, lengthenLane, renewLane } from "#domain/views/customer-lane.ts";
import type { LaneSnapshot } from "#domain/views/team-view.ts";
import { isConnectionLost } from "#transport/call-failure.ts";
import { server } from "../api/server-connection.ts";
import { createStore } from "../store.ts";
import { gone, noteGone, noteThere } from "./erased-customers.ts";

/** The customers looked at, whole. One that is missing is being asked for. */
export const lanes = createStore<ReadonlyMap<CustomerId, LaneSnapshot>>(new Map());

/** Whether the last look failed for another reason than the connection. */
export const lookFailed = createStore(false);

/** As many as the server lets one screen look at. */
const LOOK_MAX = 30;

let wanted: readonly CustomerId[] = [];
let isLooking = false;
let isStale = false;
/** What came while a look was on its way: the answer may be older. */
let meanwhile: NumberedFact[] = [];

/** Looks at these customers and no others, at most 30: the dearest first. */
export function lookAt(customers: readonly CustomerId[]): void {
  const next = customers.slice(0, LOOK_MAX);
  if (next.length === wanted.length && next.every((id) => wanted.includes(id))) return;
  wanted = next;
  lookAgain();
}

/** Asks for everything looked at anew: after a new connection, which knows nothing of the old one's looks. */
export function lookAgain(): void {
  isStale = true;
  if (!isLooking) void look();
}

/** Adds what has happened. */
export function hearFacts(facts: readonly NumberedFact[]): void {
  if (isLooking) meanwhile.push(...facts);
  for (const { fact } of facts) {
    if (fact.kind === "erased") noteGone(fact.customers);
    if (fact.kind === "session-opened") noteThere(fact.customer.id);
  }
  lanes.update((shown) => {
    const there = [...shown].filter(([id]) => !gone.get().has(id));
    return new Map(there.map(([id, lane]) => [id, facts.reduce(evolveLane, lane)]));
  });
}

/** Lets go of all that is known: too much was missed to say what of it still is. */
export function forgetLanes(): void {
  lanes.set(new Map());
}

/** Notes how many of the customer's messages of their newest session I have seen. */
export function noteRead(customerId: CustomerId, count: number): void {
  lanes.update((shown) => {
    const lane = shown.get(customerId);
    return lane === undefined || lane.read >= count
      ? shown
      : new Map(shown).set(customerId, { ...lane, read: count });
  });
}

/** Reads what lies before what is shown of a customer. Resolves to whether there was anything. */
export async function readEarlier(customerId: CustomerId): Promise<boolean> {
  const lane = lanes.get().get(customerId);
  const before = lane === undefined ? null : beforeLane(lane);
  if (before === null) return false;
  const page = await server.agent.earlier.query({ customerId, before });
  lanes.update((shown) => {
    const now = shown.get(customerId);
    // Somebody else was quicker, or the lane is gone: what was read belongs nowhere.
    if (now === undefined || beforeLane(now)?.sessionNo !== before.sessionNo) return shown;
    return new Map(shown).set(customerId, lengthenLane(now, page));
  });
  return true;
}

async function look(): Promise<void> {
  isLooking = true;
  while (isStale) {
    isStale = false;
    meanwhile = [];
    try {
      const customerIds = [...wanted];
      const fresh = await server.agent.look.mutate({ customerIds });
      lookFailed.set(false);
      noteGone(customerIds.filter((id) => !fresh.some(({ customer }) => customer.id === id)));
      take(fresh);
    } catch (error) {
      // A new connection looks again by itself.
      if (!isConnectionLost(error)) lookFailed.set(true);
    }
  }
  isLooking = false;
}

function take(fresh: readonly LaneSnapshot[]): void {
  const shown = lanes.get();
  const next = new Map<CustomerId, LaneSnapshot>();
  for (const lane of fresh) {
    const known = shown.get(lane.customer.id);
    const renewed = known === undefined ? lane : renewLane(known, lane);
    const { id } = lane.customer;
    if (wanted.includes(id) && !gone.get().has(id)) next.set(id, meanwhile.reduce(evolveLane, renewed));
  }
  lanes.set(next);
}
