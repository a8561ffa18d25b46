import type { OrgId } from "#domain/model/ids.ts";
import { DAY, MINUTE, type Instant } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { sampleArticles } from "#domain/knowledge/sample-articles.ts";
import { defaultSettings } from "#domain/model/settings.ts";
import { hasOrganization } from "../../db/settings/organizations.ts";
import {
  addChosenSetupLink,
  addSetupLink,
  findSetupLink,
  removeOpenSetupLinks,
  useSetupLink,
} from "../../db/team/setup-links.ts";
import type { AuthTransaction, AuthWriter, OrganizationChanges } from "../store/auth-store-types.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import { createUser, type NewUserForm, prepareNewUser } from "./create-user.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";

/** The form that creates a company and its first admin. */
export interface SetUpForm extends NewUserForm {
  token: string;
  companyName: string;
}

const LINK_MS = 60 * MINUTE;
/** The operator's own token is valid until it is used, which is once. Its expiry is renewed at every boot. */
const OPERATOR_TOKEN_MS = 365 * DAY;
/** A widget key has 80 bits. It is public and grants nothing; it must only be unique. */
const WIDGET_KEY_LENGTH = 20;

/**
 * Creates a link to set up the first company on a database without any, be it new or the last company erased; valid
 * once and for an hour. Every boot creates a new link and invalidates earlier ones.
 *
 * @returns `null` once there is a company
 */
export async function createSetUpLink(deps: AuthDeps): Promise<string | null> {
  const token = deps.newToken();
  return deps.store.transact(async (writer) => {
    if (await hasOrganization(writer)) return null;
    const now = await writer.now();
    await removeOpenSetupLinks(writer);
    await addSetupLink(writer, linkOf(deps.hash(token), null, now));
    if (deps.setupToken !== null) await renewOperatorToken(deps, writer, deps.setupToken, now);
    return linkTo(deps, token);
  });
}

/** Creates another company, for the operator, and the link for its first admin. */
export async function addOrganization(deps: AuthDeps, name: string): Promise<string> {
  const token = deps.newToken();
  await deps.store.transact(async (writer, organizations) => {
    const now = await writer.now();
    const orgId = await createOrganizationRows(deps, organizations, name, now);
    await addSetupLink(writer, linkOf(deps.hash(token), orgId, now));
  });
  return linkTo(deps, token);
}

/** Whether a link is still valid. */
export async function setUpState(deps: AuthDeps, token: string): Promise<{ usable: boolean }> {
  const { store } = deps;
  const link = await findSetupLink(store, deps.hash(token), await store.now());
  return { usable: link !== null && (link.orgId !== null || !(await hasOrganization(store))) };
}

/**
 * Uses a set-up link: company, settings, articles, account and membership are created together or not at all.
 *
 * @throws {Refusal} `setup-unknown`, `weak-password`, `email-taken`, `too-many`
 */
export async function setUp(
  deps: AuthDeps,
  hasher: PasswordHasher,
  { token, companyName, ...person }: SetUpForm,
): Promise<void> {
  if (!(await setUpState(deps, token)).usable) throw new Refusal("setup-unknown");
  const newUser = await prepareNewUser(person, companyName, hasher);
  await deps.store.transact(async (writer, organizations) => {
    const at = await writer.now();
    const link = await useSetupLink(writer, deps.hash(token), at);
    if (link === null) throw new Refusal("setup-unknown");
    const orgId = await organizationOfLink(
      deps,
      { writer, organizations },
      { orgId: link.orgId, companyName, at },
    );
    await createUser({ writer, organizations }, newUser, { orgId, role: "admin", at }, deps.newId);
  });
}

async function organizationOfLink(
  deps: AuthDeps,
  { writer, organizations }: AuthTransaction,
  { orgId, companyName, at }: { orgId: OrgId | null; companyName: string; at: Instant },
): Promise<OrgId> {
  if (orgId !== null) {
    await organizations.rename(orgId, companyName);
    return orgId;
  }
  // Several instances may each have printed a link. Using one invalidates the others.
  await removeOpenSetupLinks(writer);
  if (await hasOrganization(writer)) throw new Refusal("setup-unknown");
  return createOrganizationRows(deps, organizations, companyName, at);
}

async function createOrganizationRows(
  deps: AuthDeps,
  organizations: OrganizationChanges,
  name: string,
  at: Instant,
): Promise<OrgId> {
  const id: OrgId = `org_${deps.newId()}`;
  const widgetKey = `wk_${deps.newId().replaceAll("-", "").slice(-WIDGET_KEY_LENGTH)}`;
  const company = { id, name, widgetKey, settings: defaultSettings(name, at), createdAt: at };
  await organizations.create(company, sampleArticles(deps.newId, at));
  return id;
}

async function renewOperatorToken(
  { hash, warnOnce }: AuthDeps,
  writer: AuthWriter,
  token: string,
  now: Instant,
): Promise<void> {
  const link = { ...linkOf(hash(token), null, now), expiresAt: now + OPERATOR_TOKEN_MS };
  if (await addChosenSetupLink(writer, link)) return;
  warnOnce(
    "used set-up token",
    "SETUP_TOKEN has been used for an earlier company and opens nothing more: use the printed link, or set another token.",
  );
}

function linkOf(tokenHash: string, orgId: OrgId | null, now: Instant) {
  return { tokenHash, orgId, createdAt: now, expiresAt: now + LINK_MS };
}

function linkTo({ publicUrl }: AuthDeps, token: string): string {
  return `${publicUrl}/setup?token=${token}`;
}
