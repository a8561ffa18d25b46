import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Role } from "#domain/model/member.ts";
import { removeLoginsOf } from "../../db/auth/logins.ts";
import { setPassword } from "../../db/auth/users.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import type { AuthTransaction } from "../store/auth-store-types.ts";
import type { NewUser } from "./create-user.ts";

/** A removed member who joins again, with their account. */
interface RejoiningMember extends NewUser {
  id: MemberId;
  userId: string;
}

/** Makes a removed member active again, with the name, role and password with which they join. */
export async function rejoin(
  { writer, organizations }: AuthTransaction,
  { id, userId, name, passwordHash }: RejoiningMember,
  { orgId, role, at }: { orgId: OrgId; role: Role; at: Instant },
): Promise<void> {
  await setPassword(writer, { userId, after: passwordHash, at });
  await removeLoginsOf(writer, userId);
  await organizations.restoreMember(orgId, id, { name, role });
  await auditAction(writer, orgId, "member-joined", { at, memberId: id, detail: { role } });
}
