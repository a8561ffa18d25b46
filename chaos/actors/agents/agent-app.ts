import type { SessionId } from "#domain/model/ids.ts";
import type { Api } from "../clients/http-api.ts";
import { createActorClient } from "../clients/actor-client.ts";
import type { Organization, Member } from "../clients/organization.ts";
import { followOrganization } from "./follow-organization.ts";
import { type ActorOutbox, openActorOutbox } from "../messages/actor-outbox.ts";
import type { ActorContext } from "../clients/actor-context.ts";
import { createReaderView, type ReaderView } from "../messages/reader-view.ts";

/** Somebody at work: the product's link, cursor and outbox without a screen. */
export interface AgentApp {
  actor: string;
  api: Api;
  view: ReaderView;
  outbox: ActorOutbox;
  /** The chats this agent holds, as far as this screen knows. */
  held: () => readonly SessionId[];
  close: () => void;
}

/** Signs in and follows everything of the company from a snapshot on. */
export async function openAgentApp(
  actorContext: ActorContext,
  organization: Organization,
  employee: Member,
): Promise<AgentApp> {
  const { name: actor, memberId, cookie } = employee;
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
    send: (said) => api.message.reply.mutate(said),
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
