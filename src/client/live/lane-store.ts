import type { NumberedFact } from "#domain/model/fact.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import {
  applyFactToLane,
  earlierPageOf,
  mergeLanes,
  OPEN_LANES_MAX,
  prependEarlier,
  type LaneSnapshot,
} from "#domain/views/customer-lane.ts";
import { isConnectionLost } from "#transport/call-failure.ts";
import { server } from "../api/server-connection.ts";
import { createStore } from "../store.ts";
import { erasedCustomers, markErased, unmarkErased } from "./erased-customers.ts";

/** The customers looked at, whole. One that is missing is being asked for. */
export const laneSnapshots = createStore<ReadonlyMap<CustomerId, LaneSnapshot>>(new Map());

/** Whether the last look failed for another reason than the connection. */
export const lanesFailedToLoad = createStore(false);

let openCustomers: readonly CustomerId[] = [];
let isLoading = false;
let isStale = false;
/** What came while a look was on its way: the answer may be older. */
let factsWhileLoading: NumberedFact[] = [];

/** Looks at these customers and no others, at most 30: the dearest first. */
export function setOpenLanes(customers: readonly CustomerId[]): void {
  const next = customers.slice(0, OPEN_LANES_MAX);
  if (next.length === openCustomers.length && next.every((id) => openCustomers.includes(id))) return;
  openCustomers = next;
  reloadLanes();
}

/** Asks for everything looked at anew: after a new connection, which knows nothing of the old one's looks. */
export function reloadLanes(): void {
  isStale = true;
  if (!isLoading) void loadLanes();
}

/** Adds what has happened. */
export function applyFactsToLanes(facts: readonly NumberedFact[]): void {
  if (isLoading) factsWhileLoading.push(...facts);
  for (const { fact } of facts) {
    if (fact.kind === "erased") markErased(fact.customers);
    if (fact.kind === "session-opened") unmarkErased(fact.customer.id);
  }
  laneSnapshots.update((shown) => {
    const there = [...shown].filter(([id]) => !erasedCustomers.get().has(id));
    return new Map(there.map(([id, lane]) => [id, facts.reduce(applyFactToLane, lane)]));
  });
}

/** Lets go of all that is known: too much was missed to say what of it still is. */
export function clearLanes(): void {
  laneSnapshots.set(new Map());
}

/** Notes how many of the customer's messages of their newest session I have seen. */
export function markLaneRead(customerId: CustomerId, count: number): void {
  laneSnapshots.update((shown) => {
    const lane = shown.get(customerId);
    return lane === undefined || lane.read >= count
      ? shown
      : new Map(shown).set(customerId, { ...lane, read: count });
  });
}

/** Reads what lies before what is shown of a customer. Resolves to whether there was anything. */
export async function loadEarlier(customerId: CustomerId): Promise<boolean> {
  const lane = laneSnapshots.get().get(customerId);
  const before = lane === undefined ? null : earlierPageOf(lane);
  if (before === null) return false;
  const page = await server.agent.earlier.query({ customerId, before });
  laneSnapshots.update((shown) => {
    const now = shown.get(customerId);
    // Somebody else was quicker, or the lane is gone: what was read belongs nowhere.
    if (now === undefined || earlierPageOf(now)?.sessionNo !== before.sessionNo) return shown;
    return new Map(shown).set(customerId, prependEarlier(now, page));
  });
  return true;
}

async function loadLanes(): Promise<void> {
  isLoading = true;
  while (isStale) {
    isStale = false;
    factsWhileLoading = [];
    try {
      const customerIds = [...openCustomers];
      const fresh = await server.agent.look.mutate({ customerIds });
      lanesFailedToLoad.set(false);
      markErased(customerIds.filter((id) => !fresh.some(({ customer }) => customer.id === id)));
      putLanes(fresh);
    } catch (error) {
      // A new connection looks again by itself.
      if (!isConnectionLost(error)) lanesFailedToLoad.set(true);
    }
  }
  isLoading = false;
}

function putLanes(fresh: readonly LaneSnapshot[]): void {
  const shown = laneSnapshots.get();
  const next = new Map<CustomerId, LaneSnapshot>();
  for (const lane of fresh) {
    const known = shown.get(lane.customer.id);
    const renewed = known === undefined ? lane : mergeLanes(known, lane);
    const { id } = lane.customer;
    if (openCustomers.includes(id) && !erasedCustomers.get().has(id))
      next.set(id, factsWhileLoading.reduce(applyFactToLane, renewed));
  }
  laneSnapshots.set(next);
}
