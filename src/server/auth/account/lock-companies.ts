import type { OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { listPlacesOf, type Place } from "../../db/team/members.ts";
import type { AuthWriter } from "../store/auth-store-types.ts";

/**
 * Locks the companies in which an account has a place, and those named besides, in order of their ids. What is decided
 * about the account then holds until the commit.
 *
 * @returns the places, ended ones too
 */
export async function lockCompaniesOf(
  writer: AuthWriter,
  userId: string,
  besides: readonly OrgId[] = [],
): Promise<Place[]> {
  const places = await listPlacesOf(writer, userId);
  const ids = new Set([...places.map(({ orgId }) => orgId), ...besides]);
  for (const orgId of [...ids].toSorted()) await writer.lock(orgId);
  // Another write may have added one before the locks were held. It holds one of them itself.
  return listPlacesOf(writer, userId);
}

/**
 * Refuses an admin what would open another company to them: its member signs in with the same account.
 *
 * @param which - whether places count that have ended, because they may be restored
 * @throws {Refusal} `account-shared`
 */
export async function refuseIfShared(
  writer: AuthWriter,
  { orgId, userId }: { orgId: OrgId; userId: string },
  which: "active" | "all",
): Promise<void> {
  await writer.lock(orgId);
  const places = await listPlacesOf(writer, userId);
  if (places.some((place) => place.orgId !== orgId && (which === "all" || place.member.active)))
    throw new Refusal("account-shared");
}
