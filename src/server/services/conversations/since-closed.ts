import type { OrgId } from "#domain/model/ids.ts";
import { HOUR, type Millis, MINUTE } from "#domain/model/instant.ts";
import type { SinceClosed } from "#domain/views/since-closed.ts";
import { countEndedSince, lastWorkAt } from "../../db/conversations/since-closed.ts";
import type { ServiceContext } from "../context.ts";

/** After so long without any work of a member, a company counts as having been closed. */
const CLOSED_MS: Millis = 4 * HOUR;

/** Reads what happened while nobody was there; `null` if somebody has worked lately, or nobody ever has. */
export async function readSinceClosed(
  { store }: Pick<ServiceContext, "store">,
  orgId: OrgId,
): Promise<SinceClosed | null> {
  const last = await lastWorkAt(store, orgId);
  if (last === null || (await store.now()) - last < CLOSED_MS) return null;
  // It is kept to the minute, and what they ended in that minute is not news.
  return countEndedSince(store, orgId, last + MINUTE);
}
