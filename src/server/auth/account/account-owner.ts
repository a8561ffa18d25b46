import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { getMember } from "../../db/team/members.ts";
import type { Reader } from "../../db/store/store.ts";
import { findUserOf } from "../../db/auth/users.ts";
import { normalizeEmail } from "./normalize-email.ts";

/** The owner of an account who changes it, with their login and address. */
export interface AccountOwner {
  orgId: OrgId;
  memberId: MemberId;
  loginId: string;
  address: string;
}

/** A member's account. */
interface Account {
  userId: string;
  email: string;
  name: string;
}

/** Finds a member's account. @throws {Refusal} `member-unknown` for anyone not of this company */
export async function accountOf(
  reader: Reader,
  { orgId, memberId }: Pick<AccountOwner, "orgId" | "memberId">,
): Promise<Account> {
  const [member, user] = await Promise.all([
    getMember(reader, orgId, memberId),
    findUserOf(reader, orgId, memberId),
  ]);
  if (member === null || user === null) throw new Refusal("member-unknown");
  return { userId: user.userId, email: normalizeEmail(member.email), name: member.name };
}
