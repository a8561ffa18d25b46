import type { SessionId } from "#domain/model/ids.ts";
import type { Api } from "../clients/http-api.ts";
import { createActorClient } from "../clients/actor-client.ts";
import type { Organization, Member } from "../clients/organization.ts";
import { followOrganization } from "./follow-organization.ts";
import { type ActorOutbox, openActorOutbox } from "../messages/actor-outbox.ts";
import type { ActorContext } from "../clients/actor-context.ts";
import { createReaderView, type ReaderView } from "../messages/reader-view.ts";

/** An agent at work: the product's connection, cursor and outbox, without a screen. */
export interface AgentApp {
  actor: string;
  api: Api;
  view: ReaderView;
  outbox: ActorOutbox;
  /** The chats this agent holds according to what this client has received. */
  held: () => readonly SessionId[];
  close: () => void;
}

/** Opens an agent's client. It takes a snapshot and follows the organization's feed from there. */
export async function openAgentApp(
  actorContext: ActorContext,
  organization: Organization,
  member: Member,
): Promise<AgentApp> {
  const { name: actor, memberId, cookie } = member;
  const { orgId } = organization;
  const client = createActorClient(actorContext, actor, { params: { app: "agent" }, cookie });
  const { api } = client;
  const inbox = await api.agent.inbox.query({});
  const view = createReaderView(actor, { orgId, sessionId: null }, inbox.no);
  const follower = followOrganization(actorContext, client, view, { memberId, inbox });
  const outbox = openActorOutbox(actorContext, client, {
    actor,
    orgId,
    authorKey: memberId,
    keyPrefix: actor,
    send: (message) => api.message.reply.mutate(message),
  });

  return {
    actor,
    api,
    view,
    outbox,
    held: () => [...follower.held],
    close: client.environment.end,
  };
}
