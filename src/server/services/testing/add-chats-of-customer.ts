import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import { addAbsences } from "../../db/conversations/absences.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { openAsCommand, messageCommand } from "../../db/testing/sample-commands.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import type { ServiceContext } from "../context.ts";
import { logChatAccess } from "../privacy/chat-access-log.ts";
import { performMemberAction } from "../conversations/perform-member-action.ts";
import type { Command } from "../../db/record/command.ts";

/** The id of the customer with this name. It does not contain the name. */
export function customerIdOf(name: string, orgId: OrgId): CustomerId {
  return `cus_${Bun.hash(name)}_${orgId}`;
}

/** Opens a chat as a customer. The same name is the same customer. */
export function openOf(name: string, orgId: OrgId): Command<SessionId> {
  return openAsCommand(customerIdOf(name, orgId), name);
}

/**
 * Creates a customer with two chats, one of them open and held by an agent, with messages from everybody, read marks
 * and absences.
 */
export async function addChatsOfCustomer(services: ServiceContext, orgId: OrgId, name: string) {
  const mia = await addMemberWithAccount(services.store, orgId, "Mia", { role: "admin" });
  const customerId = customerIdOf(name, orgId);
  for (const isLast of [false, true]) {
    const { result: sessionId } = await services.record(orgId, openOf(name, orgId));
    await services.record(orgId, messageCommand(sessionId, `Where is my kettle? Yours, ${name}`));
    const bot = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;
    await services.record(orgId, messageCommand(sessionId, `A good question, ${name}.`, { author: bot }));
    const member = { kind: "member", memberId: mia.id, name: "Mia" } as const;
    await performMemberAction(
      services,
      orgId,
      { sessionId, what: "takeOver" },
      { memberId: mia.id, name: "Mia" },
    );
    await services.record(orgId, messageCommand(sessionId, `It is on its way, ${name}.`, { author: member }));
    await services.store.transact((writer) => raiseReadMark(writer, { orgId, sessionId, reader: mia.id }, 1));
    await services.store.transact((writer) => addAbsences(writer, [{ orgId, sessionId, dueAt: 0 }]));
    if (!isLast)
      await performMemberAction(
        services,
        orgId,
        { sessionId, what: "end" },
        { memberId: mia.id, name: "Mia" },
      );
  }
  const noa = await addMemberWithAccount(services.store, orgId, "Noa");
  await logChatAccess(services, { orgId, memberId: noa.id }, [customerId]);
  return { customerId, mia };
}
