import type { InvitationId, MemberId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { removePasswordResetLinksOf } from "../db/auth/password-reset-links.ts";
import { removeLoginByToken, removeLoginsOf } from "../db/auth/logins.ts";
import { hasOpenInvitation } from "../db/team/invitations.ts";
import { listActivePlacesOf } from "../db/team/members.ts";
import { hasOrganization } from "../db/settings/organizations.ts";
import { findUser, findUserOf } from "../db/auth/users.ts";
import { lockCompaniesOf } from "./account/lock-companies.ts";
import { createOwnCompanies, type OwnCompanies } from "./own-companies.ts";
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
import {
  type LoginPlace,
  type MemberRights,
  listLoginRights,
  touchLogin,
} from "./logins/list-login-rights.ts";
import {
  type SignedInAccount,
  type SignedInMember,
  authenticate,
  findSignedInAccount,
} from "./sign-in/authenticate.ts";

/** Signs people in, and manages their accounts. */
export interface AuthService {
  /** Handles requests to `/api/auth/*`. @param address - the client's address as determined by the server */
  handler(request: Request, address: string): Promise<Response>;
  /**
   * Finds the member with this cookie in a company; `null` if there is none, or if the member is deactivated.
   *
   * @param orgId - the company that the client names; `null` for the oldest of the account's places
   */
  authenticate(headers: Headers, orgId?: OrgId | null): Promise<SignedInMember | null>;
  /**
   * Finds the account with this cookie, and whether it is an active member of any company; `null` if there is none.
   */
  findAccount(headers: Headers): Promise<(SignedInAccount & { isMember: boolean }) | null>;
  /**
   * Marks a login as used, which an open socket counts as.
   *
   * @returns whether it is still valid, and its account an active member of the company
   */
  touchLogin(place: LoginPlace): Promise<boolean>;
  /** Returns the rights of logins' accounts in companies, by `loginPlaceKey`. Who has none is missing. */
  listLoginRights(places: readonly LoginPlace[]): Promise<ReadonlyMap<string, MemberRights>>;
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
  ownCompanies: OwnCompanies;
  teamSecurity: TeamSignInSecurity;
  /**
   * Closes the connections of a member whose role or activity has changed. A deactivated member without another company
   * is signed out, and their reset links end.
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
    isMember: (userId) => maySignIn(store, userId),
  });
  const accountDeps = { deps, hasher, limits };

  return {
    handler: handlerOf(accountDeps, betterAuth),
    authenticate: async (headers, orgId = null) =>
      authenticate(deps, await findSignedInAccount(deps, betterAuth, headers), orgId),
    findAccount: (headers) => findAccount(deps, betterAuth, headers),
    touchLogin: (place) => touchLogin(deps, place),
    listLoginRights: (places) => listLoginRights(deps, places),
    ownCompanies: createOwnCompanies(deps),
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

async function findAccount(deps: AuthDeps, betterAuth: BetterAuth, headers: Headers) {
  const account = await findSignedInAccount(deps, betterAuth, headers);
  if (account === null) return null;
  const places = await listActivePlacesOf(deps.store, account.userId);
  return { ...account, isMember: places.length > 0 };
}

async function onMemberChanged(
  { store, disconnect }: AuthDeps,
  orgId: OrgId,
  memberId: MemberId,
): Promise<void> {
  const user = await findUserOf(store, orgId, memberId);
  if (user?.active === false)
    await store.transact(async (writer) => {
      const places = await lockCompaniesOf(writer, user.userId);
      // They go on in their other companies.
      if (places.some(({ member }) => member.active)) return;
      await removeLoginsOf(writer, user.userId);
      await removePasswordResetLinksOf(writer, user.userId);
    });
  disconnect({ orgId, memberId });
}

/**
 * Whether an account may sign in: it has an active place, or an open invitation to its address, which it needs to sign
 * in to accept.
 */
async function maySignIn(store: AuthDeps["store"], userId: string): Promise<boolean> {
  if ((await listActivePlacesOf(store, userId)).length > 0) return true;
  const user = await findUser(store, userId);
  return user !== null && hasOpenInvitation(store, user.email, await store.now());
}

/** @throws {Refusal} `too-many` */
function countLinkUse(limits: SignInLimits, address: string): void {
  const waitMs = limits.useLink(address);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
}
