import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Command } from "#domain/model/scene.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { openAs, say } from "../../db/testing/sample-commands.ts";
import { addPerson } from "../../db/testing/add-people.ts";
import type { Desk } from "../context.ts";
import { noteGlances } from "../privacy/chat-access-log.ts";
import { deed } from "../conversations/chat-actions.ts";

/** The id of the customer of this name, which does not show it. */
export function idOf(name: string, orgId: OrgId): CustomerId {
  return `cus_${Bun.hash(name)}_${orgId}`;
}

/** A customer opens a chat; the same name is the same customer. */
export function openOf(name: string, orgId: OrgId): Command<SessionId> {
  return openAs(idOf(name, orgId), name);
}

/** A customer of two chats, one of them open and held by an agent, in which everybody has said something; others read. */
export async function chatWith(desk: Desk, orgId: OrgId, name: string) {
  const mia = await addPerson(desk.store, orgId, "Mia", { role: "admin" });
  const customerId = idOf(name, orgId);
  for (const isLast of [false, true]) {
    const { result: sessionId } = await desk.record(orgId, openOf(name, orgId));
    await desk.record(orgId, say(sessionId, `Where is my kettle? Yours, ${name}`));
    const bot = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;
    await desk.record(orgId, say(sessionId, `A good question, ${name}.`, { author: bot }));
    const member = { kind: "member", memberId: mia.id, name: "Mia" } as const;
    await deed(desk, orgId, { sessionId, what: "takeOver" }, { memberId: mia.id, name: "Mia" });
    await desk.record(orgId, say(sessionId, `It is on its way, ${name}.`, { author: member }));
    await desk.store.transact((writer) => raiseReadMark(writer, { orgId, sessionId, reader: mia.id }, 1));
    if (!isLast) await deed(desk, orgId, { sessionId, what: "end" }, { memberId: mia.id, name: "Mia" });
  }
  const noa = await addPerson(desk.store, orgId, "Noa");
  await noteGlances(desk, { orgId, memberId: noa.id }, [customerId]);
  return { customerId, mia };
}
