import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Member } from "#domain/model/member.ts";
import { defaultSettings, type Settings } from "#domain/model/settings.ts";
import { addMember } from "../team/members.ts";
import { createOrganization } from "../settings/organizations.ts";
import { addPresence } from "../team/member-presence.ts";
import type { Store } from "../store/store.ts";

/** Settings of a test organization that differ from the defaults. */
export interface OrganizationOptions {
  answers?: Settings["switch"]["answers"];
  assigning?: Partial<Settings["assigning"]>;
  at?: Instant;
}

/** Adds an organization for a test. */
export async function addOrganization(
  store: Store,
  { answers = "bot", assigning, at = 0 }: OrganizationOptions = {},
): Promise<OrgId> {
  const id: OrgId = `org_${crypto.randomUUID()}`;
  const defaults = defaultSettings("Acme", at);
  const settings: Settings = {
    ...defaults,
    switch: { ...defaults.switch, answers },
    assigning: { ...defaults.assigning, ...assigning },
  };
  const company = { id, name: "Acme", widgetKey: crypto.randomUUID(), settings, createdAt: at };
  await store.transact((writer) => createOrganization(writer, company));
  return id;
}

/** Adds a member with an account, who is available, and connected to an instance unless `present` is false. */
export async function addMemberWithAccount(
  store: Store,
  orgId: OrgId,
  name: string,
  { present = true, ...overrides }: Partial<Member> & { present?: boolean } = {},
): Promise<Member> {
  const id: MemberId = `mem_${name.toLowerCase()}_${crypto.randomUUID()}`;
  const email = `${id}@example.com`;
  const member: Member = {
    id,
    name,
    email,
    role: "agent",
    available: true,
    capacity: null,
    active: true,
    ...overrides,
  };
  const now = await store.now();
  const account = {
    id: crypto.randomUUID(),
    name,
    email,
    emailVerified: true,
    createdAt: now,
    updatedAt: now,
  };
  await store.transact(async (writer) => {
    await writer.db.insert(writer.tables.users).values(account);
    await addMember(writer, orgId, { ...member, userId: account.id, createdAt: now });
    if (present) await addPresence(writer, { orgId, memberId: id, instanceId: "ins_test" }, now);
  });
  return member;
}
