import type { Erased } from "#domain/model/fact.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";

/** Removes erased data from a unit of work, so that no later decision sees it and none of it is written. */
export function eraseFromUnitOfWork(unitOfWork: UnitOfWork, { customers, sessions }: Erased): void {
  const { changed } = unitOfWork;
  for (const id of sessions) {
    unitOfWork.sessions.delete(id);
    changed.sessions.delete(id);
    changed.erased.sessions.add(id);
  }
  for (const id of customers) {
    unitOfWork.customers.delete(id);
    unitOfWork.allSessionsOf.delete(id);
    changed.customers.delete(id);
    changed.erased.customers.add(id);
  }
  for (const [key, { customerId }] of changed.chatted)
    if (customers.includes(customerId)) changed.chatted.delete(key);
  for (const [key, { sessionId }] of unitOfWork.previousSendsTo)
    if (sessions.includes(sessionId)) unitOfWork.previousSendsTo.delete(key);
  for (const key of unitOfWork.previousSends.keys())
    if (sessions.some((id) => key.startsWith(`${id} `))) unitOfWork.previousSends.delete(key);
}
