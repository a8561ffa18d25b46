import type { OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { pretenceOf } from "#domain/team/public-name.ts";
import { removePasswordResetLinksOf } from "../../db/auth/password-reset-links.ts";
import { findUser } from "../../db/auth/users.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { findInvitationByToken, useInvitation } from "../../db/team/invitations.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import { lockCompaniesOf } from "../account/lock-companies.ts";
import { addNewMember } from "./create-user.ts";

/** The form with which a signed-in person joins a company. */
export interface JoinForm {
  token: string;
  /** Their name in the company. */
  name: string;
}

/**
 * Accepts an invitation with an account that exists. Password, second step and sign-ins stay as they are; open reset
 * links end, because who has one would open this company too. A former member gets back the place they had.
 *
 * @throws {Refusal} `invitation-unknown`, `invitation-of-another`, `email-taken` for a member of the company,
 *   `name-of-company`, `name-of-chatbot`
 */
export async function joinWithAccount(
  deps: AuthDeps,
  userId: string,
  { token, name }: JoinForm,
): Promise<{ companyId: OrgId }> {
  const { store, hash } = deps;
  const tokenHash = hash(token);
  const [found, user] = await Promise.all([
    findInvitationByToken(store, tokenHash, await store.now()),
    findUser(store, userId),
  ]);
  if (found === null || user === null) throw new Refusal("invitation-unknown");
  const { orgId } = found;
  const { email } = found.invitation;
  if (email !== null && email !== user.email) throw new Refusal("invitation-of-another");
  const pretence = pretenceOf(name, (await getOrganization(store, orgId)).settings);
  if (pretence !== null) throw new Refusal(pretence);

  await store.transact(async (writer, organizations) => {
    const places = await lockCompaniesOf(writer, userId, [orgId]);
    const at = await writer.now();
    const used = await useInvitation(writer, tokenHash, at);
    if (used === null) throw new Refusal("invitation-unknown");
    const { role } = used.invitation;
    const before = places.find((place) => place.orgId === orgId);
    if (before?.member.active === true) throw new Refusal("email-taken");
    await removePasswordResetLinksOf(writer, userId);
    if (before === undefined) {
      const joining = { userId, name, email: user.email };
      return addNewMember({ writer, organizations }, joining, { orgId, role, at }, deps.newId);
    }
    await organizations.restoreMember(orgId, before.member.id, { name, role });
    return auditAction(writer, orgId, "member-joined", { at, memberId: before.member.id, detail: { role } });
  });
  await deps.recordMembersChanged(orgId);
  return { companyId: orgId };
}
