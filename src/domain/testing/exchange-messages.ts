import type { SessionId } from "../model/ids.ts";
import { decideReceive } from "../conversations/receive-message.ts";
import { decideReply } from "../conversations/reply.ts";
import type { InMemoryOrganization } from "./in-memory-organization.ts";

/** Two members, with the ids that `InMemoryOrganization.addMember` gives these names. */
export const ada = { memberId: "mem_ada", name: "ada" } as const;
export const ben = { memberId: "mem_ben", name: "ben" } as const;

/** Sends a customer's message in a session, with a new client id unless one is given. */
export function customerWrites(
  organization: InMemoryOrganization,
  sessionId: SessionId,
  text = "Hello",
  clientId = String(Math.random()),
) {
  return organization.act([sessionId], (scene) => decideReceive(scene, { sessionId, clientId, text }));
}

/** Sends a member's reply in a session, with a new client id unless one is given. */
export function memberReplies(
  organization: InMemoryOrganization,
  sessionId: SessionId,
  member: typeof ada | typeof ben = ada,
  clientId = String(Math.random()),
) {
  return organization.act([sessionId], (scene) =>
    decideReply(scene, { sessionId, clientId, text: "Hi" }, member),
  );
}
