import type { OrgId } from "#domain/model/ids.ts";
import { DAY, MINUTE, type Instant } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { SEED_ARTICLES } from "#domain/knowledge/seed-articles.ts";
import { defaultSettings } from "#domain/model/settings.ts";
import { createOrganization, hasOrganization } from "../../db/settings/organizations.ts";
import { renameOrganization } from "../../db/settings/rename-organization.ts";
import {
  addSetupLink,
  findSetupLink,
  removeOpenSetupLinks,
  useSetupLink,
} from "../../db/team/setup-links.ts";
import type { Writer } from "../../db/store/store.ts";
import type { AccountsMeans } from "../account/auth-deps.ts";
import { letIn, type Person, toNewcomer } from "./create-user.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";

/** The form that makes a company and its first admin. */
export interface SetUpForm extends Person {
  token: string;
  companyName: string;
}

const LINK_MS = 60 * MINUTE;
/** The operator's own token lives as long as nobody has used it; it is renewed at every boot. */
const OPERATOR_TOKEN_MS = 365 * DAY;
/** 80 bits: a widget key is public and grants nothing, it only must not collide. */
const WIDGET_KEY_LENGTH = 20;

/**
 * On a database without any company: a link that founds one, once, within the hour. Every boot makes a new one and
 * the older ones end.
 *
 * @returns `null` once there is a company
 */
export async function printSetUpLink(means: AccountsMeans): Promise<string | null> {
  const token = means.newToken();
  return means.store.transact(async (writer) => {
    if (await hasOrganization(writer)) return null;
    const now = await writer.now();
    await removeOpenSetupLinks(writer);
    await addSetupLink(writer, linkOf(means.hash(token), null, now));
    if (means.setupToken !== null) await renewOperatorToken(writer, means.hash(means.setupToken), now);
    return linkTo(means, token);
  });
}

/** Makes one more company, by the operator's hand, and the link for its first admin. */
export async function addCompany(means: AccountsMeans, name: string): Promise<string> {
  const token = means.newToken();
  await means.store.transact(async (writer) => {
    const now = await writer.now();
    const orgId = await found(means, writer, name, now);
    await addSetupLink(writer, linkOf(means.hash(token), orgId, now));
  });
  return linkTo(means, token);
}

/** Whether a link would still be taken. */
export async function setUpState(means: AccountsMeans, token: string): Promise<{ usable: boolean }> {
  const { store } = means;
  const link = await findSetupLink(store, means.hash(token), await store.now());
  return { usable: link !== null && (link.orgId !== null || !(await hasOrganization(store))) };
}

/**
 * Uses a link: company, settings, articles, account and place appear together or not at all.
 *
 * @throws {Refusal} `setup-unknown`, `weak-password`, `email-taken`, `too-many`
 */
export async function setUp(
  means: AccountsMeans,
  hasher: PasswordHasher,
  { token, companyName, ...person }: SetUpForm,
): Promise<void> {
  if (!(await setUpState(means, token)).usable) throw new Refusal("setup-unknown");
  const newcomer = await toNewcomer(person, companyName, hasher);
  await means.store.transact(async (writer) => {
    const at = await writer.now();
    const link = await useSetupLink(writer, means.hash(token), at);
    if (link === null) throw new Refusal("setup-unknown");
    const orgId = await companyOf(means, writer, { orgId: link.orgId, companyName, at });
    await letIn(writer, newcomer, { orgId, role: "admin", at }, means.newId);
  });
}

async function companyOf(
  means: AccountsMeans,
  writer: Writer,
  { orgId, companyName, at }: { orgId: OrgId | null; companyName: string; at: Instant },
): Promise<OrgId> {
  if (orgId !== null) {
    await renameOrganization(writer, orgId, companyName);
    return orgId;
  }
  // Several machines may each have printed a link: the first that is used ends the others.
  await removeOpenSetupLinks(writer);
  if (await hasOrganization(writer)) throw new Refusal("setup-unknown");
  return found(means, writer, companyName, at);
}

async function found(means: AccountsMeans, writer: Writer, name: string, at: Instant): Promise<OrgId> {
  const id: OrgId = `org_${means.newId()}`;
  const widgetKey = `wk_${means.newId().replaceAll("-", "").slice(-WIDGET_KEY_LENGTH)}`;
  const articles = SEED_ARTICLES.map(
    (draft) => ({ ...draft, id: `art_${means.newId()}`, updatedAt: at }) as const,
  );
  const company = { id, name, widgetKey, settings: defaultSettings(name, at), createdAt: at };
  await createOrganization(writer, company, articles);
  return id;
}

async function renewOperatorToken(writer: Writer, tokenHash: string, now: Instant): Promise<void> {
  if ((await findSetupLink(writer, tokenHash, now)) !== null) return;
  await addSetupLink(writer, { tokenHash, orgId: null, createdAt: now, expiresAt: now + OPERATOR_TOKEN_MS });
}

function linkOf(tokenHash: string, orgId: OrgId | null, now: Instant) {
  return { tokenHash, orgId, createdAt: now, expiresAt: now + LINK_MS };
}

function linkTo({ publicUrl }: AccountsMeans, token: string): string {
  return `${publicUrl}/setup?token=${token}`;
}
