import type { NumberedFact } from "#domain/model/fact.ts";
import type { CustomerId, SessionId } from "#domain/model/ids.ts";
import { isMail } from "#domain/model/session.ts";
import {
  applyFactToLane,
  earlierPageOf,
  mergeLanes,
  OPEN_LANES_MAX,
  prependEarlier,
  type LaneSnapshot,
} from "#domain/views/customer-lane.ts";
import { isConnectionLost } from "#transport/call-failure.ts";
import { server } from "../api/api-clients.ts";
import { createStore } from "../store.ts";
import { erasedCustomers, markErased, unmarkErased } from "./erased-customers.ts";

/** The complete lanes of the customers whose lanes are open. A customer without an entry is still loading. */
export const laneSnapshots = createStore<ReadonlyMap<CustomerId, LaneSnapshot>>(new Map());

/** Whether the last load failed for a reason other than a lost connection. */
export const lanesFailedToLoad = createStore(false);

let openCustomers: readonly CustomerId[] = [];
let isLoading = false;
let isStale = false;
/** Facts received while a load is in flight. Its response may be older than they are. */
let factsWhileLoading: NumberedFact[] = [];
/** Sessions that were erased since this page was opened. A page of earlier messages may still have them. */
const erasedSessions = new Set<SessionId>();

/** Opens the lanes of exactly these customers: the first {@link OPEN_LANES_MAX} of them. */
export function setOpenLanes(customers: readonly CustomerId[]): void {
  const next = customers.slice(0, OPEN_LANES_MAX);
  if (next.length === openCustomers.length && next.every((id) => openCustomers.includes(id))) return;
  openCustomers = next;
  reloadLanes();
}

/** Loads all open lanes again. The server keeps open lanes per connection, and a new connection starts with none. */
export function reloadLanes(): void {
  isStale = true;
  if (!isLoading) void loadLanes();
}

/** Applies new facts to the open lanes. */
export function applyFactsToLanes(facts: readonly NumberedFact[]): void {
  if (isLoading) factsWhileLoading.push(...facts);
  for (const { fact } of facts) {
    if (fact.kind === "erased") {
      markErased(fact.customers);
      for (const id of fact.sessions) erasedSessions.add(id);
    }
    if (fact.kind === "session-opened") unmarkErased(fact.customer.id);
  }
  laneSnapshots.update((shown) => {
    const remaining = [...shown].filter(([id]) => !erasedCustomers.get().has(id));
    return new Map(remaining.map(([id, lane]) => [id, facts.reduce(applyFactToLane, lane)]));
  });
}

/** Drops all lanes, because too many facts were missed to know which lanes are still current. */
export function clearLanes(): void {
  laneSnapshots.set(new Map());
}

/** Records how many of the customer's messages in a session I have read. A lane keeps only that of its newest. */
export function markLaneRead(customerId: CustomerId, sessionId: SessionId, count: number): void {
  laneSnapshots.update((shown) => {
    const lane = shown.get(customerId);
    return lane === undefined || lane.read >= count || lane.sessions.at(-1)?.session.id !== sessionId
      ? shown
      : new Map(shown).set(customerId, { ...lane, read: count });
  });
}

/** Records how many of the messages of a mail session its customer has seen. */
export function markSeenByCustomer(sessionId: SessionId, count: number): void {
  laneSnapshots.update((shown) => {
    const found = [...shown].find(([, { sessions }]) =>
      sessions.some(({ session, seen = 0 }) => session.id === sessionId && isMail(session) && seen < count),
    );
    if (found === undefined) return shown;
    const [customerId, lane] = found;
    const sessions = lane.sessions.map((one) =>
      one.session.id === sessionId ? { ...one, seen: count } : one,
    );
    return new Map(shown).set(customerId, { ...lane, sessions });
  });
}

/** Loads the page before the earliest loaded entry of a customer. Resolves to whether there was such a page. */
export async function loadEarlier(customerId: CustomerId): Promise<boolean> {
  const lane = laneSnapshots.get().get(customerId);
  const before = lane === undefined ? null : earlierPageOf(lane);
  if (before === null) return false;
  const page = await server.agent.earlier.query({ customerId, before });
  const sessions = page.sessions.filter(({ session }) => !erasedSessions.has(session.id));
  laneSnapshots.update((shown) => {
    const now = shown.get(customerId);
    const cursor = now === undefined ? null : earlierPageOf(now);
    // Another call loaded this page first, or the lane was closed or loaded again, so discard the response.
    if (now === undefined || cursor?.sessionId !== before.sessionId || cursor.sessionNo !== before.sessionNo)
      return shown;
    return new Map(shown).set(customerId, prependEarlier(now, { ...page, sessions }));
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
      // A new connection loads the lanes again.
      if (!isConnectionLost(error)) lanesFailedToLoad.set(true);
    }
  }
  isLoading = false;
}

function putLanes(fresh: readonly LaneSnapshot[]): void {
  const shown = laneSnapshots.get();
  const next = new Map<CustomerId, LaneSnapshot>();
  for (const lane of fresh) {
    const loaded = shown.get(lane.customer.id);
    const merged = loaded === undefined ? lane : mergeLanes(loaded, lane);
    const { id } = lane.customer;
    if (openCustomers.includes(id) && !erasedCustomers.get().has(id))
      next.set(id, factsWhileLoading.reduce(applyFactToLane, merged));
  }
  laneSnapshots.set(next);
}
