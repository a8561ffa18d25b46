import type { InvitationId, MemberId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { removePasswordResetLinksOf } from "../db/auth/password-reset-links.ts";
import { removeLoginByToken, removeLoginsOf } from "../db/auth/logins.ts";
import { findMembershipOf } from "../db/team/members.ts";
import { hasOrganization } from "../db/settings/organizations.ts";
import { findUserOf } from "../db/auth/users.ts";
import { type BetterAuth, createBetterAuth } from "./sign-in/better-auth.ts";
import { createSignInEndpoints } from "./sign-in/sign-in-endpoints.ts";
import { changePassword, type PasswordForm } from "./account/change-password.ts";
import { createTeamSignInSecurity, type TeamSignInSecurity } from "./team/team-sign-in-security.ts";
import {
  readInvitation,
  type InvitationView,
  type InvitationForm,
  invite,
  acceptInvitation,
  revokeInvitation,
} from "./onboarding/invitations.ts";
import type { AuthDeps } from "./account/auth-deps.ts";
import {
  createPasswordResetLink,
  type PasswordResetForm,
  type PasswordResetView,
  readPasswordResetLink,
  resetPassword,
} from "./account/password-reset.ts";
import type { NewUserForm } from "./onboarding/create-user.ts";
import { createOwnLogins, type OwnLogins } from "./logins/own-logins.ts";
import type { AccountOwner } from "./account/account-owner.ts";
import type { AccountDeps } from "./account/account-deps.ts";
import { verifySecondStep } from "./second-step/verify-second-step.ts";
import { createPasswordHasher } from "./passwords/password-hasher.ts";
import {
  reauthenticate,
  type ReauthenticationForm,
  requireRecentAuthentication,
} from "./sign-in/reauthentication.ts";
import { rehashPassword } from "./passwords/rehash-password.ts";
import { createOwnSecondStep, type OwnSecondStep } from "./second-step/own-second-step.ts";
import {
  addOrganization,
  createSetUpLink,
  setUp,
  type SetUpForm,
  setUpState,
} from "./onboarding/organization-setup.ts";
import { createSignInLimits, type SignInLimits } from "./limits/sign-in-limits.ts";
import { createSignInAudit } from "./sign-in/sign-in-audit.ts";
import { type MemberRights, listLoginRights, touchLogin } from "./logins/list-login-rights.ts";
import { type SignedInMember, authenticate } from "./sign-in/authenticate.ts";

/** Signs people in, and manages their accounts. */
export interface AuthService {
  /** Handles requests to `/api/auth/*`. @param address - the client's address as determined by the server */
  handler(request: Request, address: string): Promise<Response>;
  /** Finds the member with this cookie; `null` if there is none, or if the member is deactivated. */
  authenticate(headers: Headers): Promise<SignedInMember | null>;
  /**
   * Marks a login as used, which an open socket counts as. @returns whether it is still valid and its member active
   */
  touchLogin(loginId: string): Promise<boolean>;
  /** Returns those of the logins that are still valid, with the rights of their members. */
  listLoginRights(loginIds: readonly string[]): Promise<ReadonlyMap<string, MemberRights>>;
  /** Whether there is a company. Without one, only the set-up is available. */
  isSetUp(): Promise<boolean>;
  /** Creates a set-up link for the first company; `null` once there is one. Each call invalidates earlier links. */
  createSetUpLink(): Promise<string | null>;
  /** Creates another company, for the operator. @returns the link for its first admin */
  addOrganization(name: string): Promise<string>;
  setUpState(token: string): Promise<{ usable: boolean }>;
  /** Uses a set-up link. @throws {Refusal} `setup-unknown`, `weak-password`, `email-taken`, `too-many` */
  setUp(form: SetUpForm, address: string): Promise<void>;
  /** @returns the link, which cannot be read again. @throws {Refusal} `email-taken` */
  invite(orgId: OrgId, form: InvitationForm): Promise<{ link: string }>;
  /** @throws {Refusal} `invitation-unknown` */
  readInvitation(token: string): Promise<InvitationView>;
  /** @throws {Refusal} `invitation-unknown`, `weak-password`, `email-taken`, `too-many` */
  acceptInvitation(form: NewUserForm & { token: string }, address: string): Promise<void>;
  /** @throws {Refusal} `invitation-unknown` */
  revokeInvitation(orgId: OrgId, id: InvitationId, by: MemberId): Promise<void>;
  /** @throws {Refusal} `wrong-password`, `weak-password`, `too-many` */
  changePassword(owner: AccountOwner, form: PasswordForm): Promise<void>;
  /** Creates a link to reset a colleague's password. @throws {Refusal} `member-unknown` */
  createPasswordResetLink(admin: { orgId: OrgId; by: MemberId }, id: MemberId): Promise<string>;
  /** @throws {Refusal} `reset-unknown` */
  readPasswordResetLink(token: string): Promise<PasswordResetView>;
  /** @throws {Refusal} `reset-unknown`, `weak-password`, `too-many` */
  resetPassword(form: PasswordResetForm, address: string): Promise<void>;
  /** @throws {Refusal} `wrong-password`, `code-needed`, `wrong-code`, `code-unreadable`, `too-many` */
  reauthenticate(owner: AccountOwner, form: ReauthenticationForm): Promise<void>;
  /** @throws {Refusal} `proof-needed` when the last authentication is too long ago */
  requireRecentAuthentication(loginId: string): Promise<void>;
  ownSecondStep: OwnSecondStep;
  ownLogins: OwnLogins;
  teamSecurity: TeamSignInSecurity;
  /**
   * Closes the connections of a member whose role or activity has changed, and signs a deactivated member out, whose
   * reset links end.
   */
  onMemberChanged(orgId: OrgId, memberId: MemberId): Promise<void>;
}

/** Creates the authentication service of a deployment. */
export function createAuthService(deps: AuthDeps): AuthService {
  const { store } = deps;
  const hasher = createPasswordHasher(deps.passwordCost);
  const limits = createSignInLimits(deps.rateLimits, deps.monotonicNow);
  const betterAuth = createBetterAuth({
    ...deps,
    hasher,
    newId: (model) => `${model}_${deps.newId()}`,
    isMember: async (userId) => (await findMembershipOf(store, userId)) !== null,
  });
  const accountDeps = { deps, hasher, limits };

  return {
    handler: handlerOf(accountDeps, betterAuth),
    authenticate: (headers) => authenticate(deps, betterAuth, headers),
    touchLogin: (loginId) => touchLogin(deps, loginId),
    listLoginRights: (loginIds) => listLoginRights(deps, loginIds),
    isSetUp: () => hasOrganization(store),
    createSetUpLink: () => createSetUpLink(deps),
    addOrganization: (name) => addOrganization(deps, name),
    setUpState: (token) => setUpState(deps, token),
    async setUp(form, address) {
      countLinkUse(limits, address);
      await setUp(deps, hasher, form);
    },
    invite: (orgId, form) => invite(deps, orgId, form),
    readInvitation: (token) => readInvitation(deps, token),
    async acceptInvitation(form, address) {
      countLinkUse(limits, address);
      await acceptInvitation(deps, hasher, form);
    },
    revokeInvitation: (orgId, id, by) => revokeInvitation(deps, orgId, id, by),
    changePassword: (owner, form) => changePassword(accountDeps, owner, form),
    createPasswordResetLink: (admin, id) => createPasswordResetLink(deps, admin, id),
    readPasswordResetLink: (token) => readPasswordResetLink(deps, token),
    async resetPassword(form, address) {
      countLinkUse(limits, address);
      await resetPassword(accountDeps, form, address);
    },
    reauthenticate: (owner, form) => reauthenticate(accountDeps, owner, form),
    requireRecentAuthentication: (loginId) => requireRecentAuthentication(accountDeps, loginId),
    ownSecondStep: createOwnSecondStep(accountDeps),
    ownLogins: createOwnLogins(deps),
    teamSecurity: createTeamSignInSecurity(deps),
    onMemberChanged: (orgId, memberId) => onMemberChanged(deps, orgId, memberId),
  };
}

function handlerOf(accountDeps: AccountDeps, betterAuth: BetterAuth) {
  const { deps, hasher, limits } = accountDeps;
  const { store, now, origins } = deps;
  return createSignInEndpoints({
    auth: betterAuth,
    hasher,
    limits,
    origins,
    verifySecondStep: (userId, typed) => verifySecondStep(accountDeps, userId, typed),
    removeLogin: (token) => store.transact((writer) => removeLoginByToken(writer, deps.hash(token))),
    onSignedIn: (typed) => rehashPassword({ store, hasher, now }, typed),
    onSignedOut: (loginId) => deps.disconnect({ loginId }),
    signInAudit: createSignInAudit(deps),
    logSecurityEvent: deps.logSecurityEvent,
  });
}

async function onMemberChanged(
  { store, disconnect }: AuthDeps,
  orgId: OrgId,
  memberId: MemberId,
): Promise<void> {
  const user = await findUserOf(store, orgId, memberId);
  if (user?.active === false)
    await store.transact(async (writer) => {
      await removeLoginsOf(writer, user.userId);
      await removePasswordResetLinksOf(writer, user.userId);
    });
  disconnect({ orgId, memberId });
}

/** @throws {Refusal} `too-many` */
function countLinkUse(limits: SignInLimits, address: string): void {
  const waitMs = limits.useLink(address);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
}
