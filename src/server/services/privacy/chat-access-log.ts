import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";
import { DAY } from "#domain/model/instant.ts";
import { isUnclaimedSession } from "#domain/routing/is-unclaimed-session.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import {
  addChatAccess,
  type ChatAccessDay,
  listUnloggedCustomers,
} from "../../db/privacy/chat-access-log.ts";
import { sessionsOfCustomer } from "../../db/conversations/customer-history.ts";
import type { Reader, Writer } from "../../db/store/store.ts";
import type { ServiceContext } from "../context.ts";

/** How many of a customer's newest sessions are searched for a waiting one. */
const SESSIONS = 10;

/**
 * Records in the audit log, before they are sent, that a member reads the chats of customers they have nothing to do
 * with: once for each member, customer and day (UTC), so that the log stays readable and scrolling writes nothing.
 *
 * This covers agents as well as admins: agents may read all chats of their company too, so reading without need is the
 * same act. Not recorded is everybody's work: chats of customers the member has held or written to, and of customers
 * who are with the chatbot or waiting at that moment, which members read to decide whether to take them.
 *
 * Reading one's own chats again costs a lookup by keys and no write.
 */
export async function logChatAccess(
  { store }: Pick<ServiceContext, "store">,
  { orgId, memberId }: { orgId: OrgId; memberId: MemberId },
  customerIds: readonly CustomerId[],
): Promise<void> {
  if (customerIds.length === 0) return;
  const access = { orgId, memberId, day: dayOf(await store.now()) };
  const strangers = await listUnloggedCustomers(store, access, customerIds);
  const taken: CustomerId[] = [];
  for (const id of strangers) if (!(await isUnclaimed(store, orgId, id))) taken.push(id);
  if (taken.length > 0) await store.transact((writer) => writeAccess(writer, access, taken));
}

/** Takes the lock before reading, so that of several instances and windows only one writes the entry. */
async function writeAccess(
  writer: Writer,
  access: ChatAccessDay,
  customerIds: readonly CustomerId[],
): Promise<void> {
  const { orgId, memberId } = access;
  await writer.lock(orgId);
  const at = await writer.now();
  for (const customerId of await listUnloggedCustomers(writer, access, customerIds)) {
    const auditNo = await auditAction(writer, orgId, "chats-read", { at, memberId, detail: {} });
    await addChatAccess(writer, access, { customerId, auditNo });
  }
}

async function isUnclaimed(reader: Reader, orgId: OrgId, customerId: CustomerId): Promise<boolean> {
  const sessions = await sessionsOfCustomer(reader, { orgId, customerId }, null, SESSIONS);
  return sessions.some(isUnclaimedSession);
}

function dayOf(at: number): number {
  return Math.floor(at / DAY);
}
