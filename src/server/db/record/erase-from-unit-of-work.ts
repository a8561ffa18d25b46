import type { Erased } from "#domain/model/fact.ts";
import type { CustomerId, SessionId } from "#domain/model/ids.ts";
import type { Ledger } from "./unit-of-work.ts";

/** Takes out of a ledger what is erased, so that no later decision sees it and none of it is written. */
export function eraseFrom(ledger: Ledger, { customers, sessions }: Erased): void {
  const { changed } = ledger;
  for (const id of sessions) {
    ledger.sessions.delete(id);
    changed.sessions.delete(id);
    changed.erased.sessions.add(id);
  }
  for (const id of customers) {
    ledger.customers.delete(id);
    ledger.everything.delete(id);
    changed.customers.delete(id);
    changed.erased.customers.add(id);
  }
  for (const [key, { customerId }] of changed.chatted)
    if (customers.includes(customerId)) changed.chatted.delete(key);
  for (const key of ledger.known.keys())
    if (sessions.some((id) => key.startsWith(`${id} `))) ledger.known.delete(key);
}

/** All sessions of a customer as the batch has left them; `null` when there is no such customer. */
export function chatsOf(
  { customers, everything, sessions, changed }: Ledger,
  id: CustomerId,
): readonly SessionId[] | null {
  if (!customers.has(id)) return null;
  const here = [...sessions.values()].flatMap(({ session }) => (session.customerId === id ? session.id : []));
  const stored = (everything.get(id) ?? []).filter((one) => !changed.erased.sessions.has(one));
  return [...new Set([...stored, ...here])];
}
