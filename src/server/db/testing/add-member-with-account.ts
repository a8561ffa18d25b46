import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Member } from "#domain/model/member.ts";
import { addMember } from "../team/members.ts";
import { addPresence } from "../team/member-presence.ts";
import type { Store } from "../store/store.ts";

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
    publicName: null,
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
