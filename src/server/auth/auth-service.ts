import type { InvitationId, MemberId, OrgId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import { Refusal } from "#domain/model/refusal.ts";
import {
  findLogin,
  listStandingLogins,
  markLoginUsed,
  removeLoginByToken,
  removeLoginsOf,
} from "../db/auth/logins.ts";
import { findMembershipOf } from "../db/team/members.ts";
import { hasOrganization } from "../db/settings/organizations.ts";
import { findSecondStep, requiresSecondStep } from "../db/auth/second-steps.ts";
import { findUserOf } from "../db/auth/users.ts";
import { type Auth, createAuth } from "./sign-in/better-auth.ts";
import { createAuthHandler } from "./sign-in/sign-in-endpoints.ts";
import { changePassword, type PasswordForm } from "./account/change-password.ts";
import { createTeamGuard, type TeamGuard } from "./team/team-sign-in-security.ts";
import {
  invitation,
  type InvitationCard,
  type InvitationForm,
  invite,
  join,
  revoke,
} from "./onboarding/invitations.ts";
import { isAlive, isWorthNoting } from "./logins/login-lifetime.ts";
import type { AccountsMeans } from "./account/auth-deps.ts";
import type { Person } from "./onboarding/create-user.ts";
import { createOpenLogins, type OpenLogins } from "./logins/own-logins.ts";
import type { Owner } from "./account/account-owner.ts";
import type { AccountParts } from "./account/account-deps.ts";
import { passSecondStep } from "./second-step/verify-second-step.ts";
import { createPasswordHasher } from "./passwords/password-hasher.ts";
import { prove, type ProofForm, requireProof } from "./sign-in/reauthentication.ts";
import { renewHash } from "./passwords/rehash-password.ts";
import { createSecondStepDesk, type SecondStepDesk } from "./second-step/own-second-step.ts";
import {
  addCompany,
  printSetUpLink,
  setUp,
  type SetUpForm,
  setUpState,
} from "./onboarding/organization-setup.ts";
import { createSignInLimits, type SignInLimits } from "./limits/sign-in-limits.ts";
import { createSignInNotes } from "./sign-in/sign-in-audit.ts";

/** A member who has signed in. */
interface Identity {
  userId: string;
  orgId: OrgId;
  memberId: MemberId;
  role: Role;
  name: string;
  loginId: string;
  /** Whether their company asks for a second step that they have yet to set up: until then they may do nothing else. */
  needsSecondStep: boolean;
}

/** What the member behind a login may do. */
export type Rights = Role | "set-up-second-step";

/** How people come in, and who they are once they are in. */
export interface Accounts {
  /** Answers `/api/auth/*`. @param address - where the request came from, as the server believes it */
  handler(request: Request, address: string): Promise<Response>;
  /** Who sends this cookie; `null` for nobody, and for a member who was let go. */
  identify(headers: Headers): Promise<Identity | null>;
  /** A login is in use: an open socket counts. @returns whether it still stands and its member may still act */
  touch(loginId: string): Promise<boolean>;
  /** Which of these logins still stand, and what their members may do. */
  standing(loginIds: readonly string[]): Promise<ReadonlyMap<string, Rights>>;
  /** Whether there is a company; before that, nothing but the set-up answers. */
  isSetUp(): Promise<boolean>;
  /** A link that founds the first company; `null` once there is one. Each call ends the links before. */
  printSetUpLink(): Promise<string | null>;
  /** Makes one more company, by the operator's hand. @returns the link for its first admin */
  addCompany(name: string): Promise<string>;
  setUpState(token: string): Promise<{ usable: boolean }>;
  /** @throws {Refusal} `setup-unknown`, `weak-password`, `email-taken`, `too-many` */
  setUp(form: SetUpForm, address: string): Promise<void>;
  /** @returns the link, this once. @throws {Refusal} `email-taken` */
  invite(orgId: OrgId, form: InvitationForm): Promise<{ link: string }>;
  /** @throws {Refusal} `invitation-unknown` */
  invitation(token: string): Promise<InvitationCard>;
  /** @throws {Refusal} `invitation-unknown`, `weak-password`, `email-taken`, `too-many` */
  join(form: Person & { token: string }, address: string): Promise<void>;
  /** @throws {Refusal} `invitation-unknown` */
  revoke(orgId: OrgId, id: InvitationId, by: MemberId): Promise<void>;
  /** @throws {Refusal} `wrong-password`, `weak-password`, `too-many` */
  changePassword(owner: Owner, form: PasswordForm): Promise<void>;
  /** @throws {Refusal} `wrong-password`, `code-needed`, `wrong-code`, `too-many` */
  prove(owner: Owner, form: ProofForm): Promise<void>;
  /** @throws {Refusal} `proof-needed` when it is too long ago that whoever signed in showed that it is them */
  requireProof(loginId: string): Promise<void>;
  secondStep: SecondStepDesk;
  logins: OpenLogins;
  team: TeamGuard;
  /** A member's role or activity has changed: their connections close, and whoever was let go is signed out. */
  onMemberChanged(orgId: OrgId, memberId: MemberId): Promise<void>;
}

/** Opens the accounts of a deployment. */
export function createAccounts(means: AccountsMeans): Accounts {
  const { store, now } = means;
  const hasher = createPasswordHasher();
  const limits = createSignInLimits(means.rateLimits, now);
  const auth = createAuth({
    ...means,
    hasher,
    newId: (model) => `${model}_${means.newId()}`,
    mayEnter: async (userId) => (await findMembershipOf(store, userId)) !== null,
  });
  const parts = { means, hasher, limits };

  return {
    handler: handlerOf(parts, auth),
    identify: (headers) => identify(means, auth, headers),
    touch: (loginId) => touch(means, loginId),
    standing: (loginIds) => standing(means, loginIds),
    isSetUp: () => hasOrganization(store),
    printSetUpLink: () => printSetUpLink(means),
    addCompany: (name) => addCompany(means, name),
    setUpState: (token) => setUpState(means, token),
    async setUp(form, address) {
      countLinkUse(limits, address);
      await setUp(means, hasher, form);
    },
    invite: (orgId, form) => invite(means, orgId, form),
    invitation: (token) => invitation(means, token),
    async join(form, address) {
      countLinkUse(limits, address);
      await join(means, hasher, form);
    },
    revoke: (orgId, id, by) => revoke(means, orgId, id, by),
    changePassword: (owner, form) => changePassword(parts, owner, form),
    prove: (owner, form) => prove(parts, owner, form),
    requireProof: (loginId) => requireProof(parts, loginId),
    secondStep: createSecondStepDesk(parts),
    logins: createOpenLogins(means),
    team: createTeamGuard(means),
    onMemberChanged: (orgId, memberId) => onMemberChanged(means, orgId, memberId),
  };
}

function handlerOf(parts: AccountParts, auth: Auth) {
  const { means, hasher, limits } = parts;
  const { store, now, origins } = means;
  return createAuthHandler({
    auth,
    hasher,
    limits,
    origins,
    secondStep: (userId, typed) => passSecondStep(parts, userId, typed),
    dropLogin: (token) => store.transact((writer) => removeLoginByToken(writer, means.hash(token))),
    onSignedIn: (typed) => renewHash({ store, hasher, now }, typed),
    onSignedOut: (loginId) => means.disconnect({ loginId }),
    notes: createSignInNotes(means),
    tell: means.tell,
  });
}

async function standing(
  { store, now }: AccountsMeans,
  loginIds: readonly string[],
): Promise<ReadonlyMap<string, Rights>> {
  const found = await listStandingLogins(store, loginIds);
  const alive = found.filter((login) => isAlive(login, now()));
  return new Map(alive.map((login) => [login.id, rightsOf(login)]));
}

async function identify(means: AccountsMeans, auth: Auth, headers: Headers): Promise<Identity | null> {
  const present = await auth.api.getSession({ headers });
  if (present === null) return null;
  const { id: loginId, userId, updatedAt } = present.session;
  const place = await findMembershipOf(means.store, userId);
  if (place === null) return null;
  await noteUse(means, loginId, updatedAt.getTime());
  const { id: memberId, role, name } = place.member;
  const needsSecondStep = await lacksSecondStep(means, place.orgId, userId);
  return { userId, orgId: place.orgId, memberId, role, name, loginId, needsSecondStep };
}

/** What a member may do, in one word; it changes when their role does, and when they have to set up a second step. */
export function rightsOf({ role, needsSecondStep }: Pick<Identity, "role" | "needsSecondStep">): Rights {
  return needsSecondStep ? "set-up-second-step" : role;
}

async function lacksSecondStep({ store }: AccountsMeans, orgId: OrgId, userId: string): Promise<boolean> {
  if (!(await requiresSecondStep(store, orgId))) return false;
  const step = await findSecondStep(store, userId);
  return step === null || step.confirmedAt === null;
}

async function touch(means: AccountsMeans, loginId: string): Promise<boolean> {
  const login = await findLogin(means.store, loginId);
  if (login === null || !isAlive(login, means.now())) return false;
  if ((await findMembershipOf(means.store, login.userId)) === null) return false;
  await noteUse(means, loginId, login.updatedAt);
  return true;
}

async function noteUse({ store, now }: AccountsMeans, loginId: string, updatedAt: number): Promise<void> {
  const at = now();
  if (isWorthNoting({ updatedAt }, at)) await store.transact((writer) => markLoginUsed(writer, loginId, at));
}

async function onMemberChanged(
  { store, disconnect }: AccountsMeans,
  orgId: OrgId,
  memberId: MemberId,
): Promise<void> {
  const user = await findUserOf(store, orgId, memberId);
  if (user?.active === false) await store.transact((writer) => removeLoginsOf(writer, user.userId));
  disconnect({ orgId, memberId });
}

/** @throws {Refusal} `too-many` */
function countLinkUse(limits: SignInLimits, address: string): void {
  const waitMs = limits.useLink(address);
  if (waitMs > 0) throw new Refusal("too-many", null, waitMs);
}
