import type { OrgId } from "#domain/model/ids.ts";
import { type Incoming, decideReceive } from "#domain/conversations/receive-message.ts";
import { type Acting, decideReply } from "#domain/conversations/reply.ts";
import type { Command, KnownSend } from "#domain/model/scene.ts";
import type { Acknowledged } from "#domain/views/team-view.ts";
import type { Desk } from "../context.ts";

/** Takes a customer's message, whatever way it came. Taking it twice is taking it once. */
export function receiveMessage(desk: Desk, orgId: OrgId, incoming: Incoming): Promise<Acknowledged> {
  return say(desk, orgId, {
    needs: sendNeeds(incoming, "customer"),
    decide: (scene) => decideReceive(scene, incoming),
  });
}

/** Takes a member's reply; in a chat of the chatbot or in line it takes the chat over as well. */
export function reply(desk: Desk, orgId: OrgId, incoming: Incoming, member: Acting): Promise<Acknowledged> {
  return say(desk, orgId, {
    needs: sendNeeds(incoming, member.memberId),
    decide: (scene) => decideReply(scene, incoming, member),
  });
}

async function say(desk: Desk, orgId: OrgId, command: Command<KnownSend | null>): Promise<Acknowledged> {
  const { result, facts } = await desk.record(orgId, command);
  if (result !== null) return { ...result, duplicate: true };

  for (const { fact, sessionNo } of facts) {
    if (fact.kind !== "message-posted" || sessionNo === null || fact.message.author.kind === "bot") continue;
    return { sessionNo, sentAt: fact.message.sentAt, duplicate: false };
  }
  throw new Error("a message was taken and not recorded");
}

function sendNeeds({ sessionId, clientId }: Incoming, authorKey: string) {
  return { sessions: [sessionId], send: { sessionId, authorKey, clientId } };
}
