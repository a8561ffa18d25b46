import type { SessionId } from "#domain/model/ids.ts";
import type { Api } from "../clients/http-api.ts";
import { createBody } from "../clients/actor-client.ts";
import type { Company, Employee } from "../clients/organization.ts";
import { followCompany } from "./follow-organization.ts";
import { type Mouth, openMouth } from "../messages/actor-outbox.ts";
import type { Stage } from "../clients/actor-context.ts";
import { createView, type View } from "../messages/reader-view.ts";

/** Somebody at work: the product's link, cursor and outbox without a screen. */
export interface AgentDesk {
  actor: string;
  api: Api;
  view: View;
  mouth: Mouth;
  /** The chats this agent holds, as far as this screen knows. */
  held: () => readonly SessionId[];
  close: () => void;
}

/** Signs in and follows everything of the company from a snapshot on. */
export async function openDesk(stage: Stage, company: Company, employee: Employee): Promise<AgentDesk> {
  const { name: actor, memberId, cookie } = employee;
  const { orgId } = company;
  const body = createBody(stage, actor, { params: { app: "agent" }, cookie });
  const { api } = body;
  const inbox = await api.agent.inbox.query({});
  const view = createView(actor, { orgId, sessionId: null }, inbox.no);
  const follower = followCompany(stage, body, view, { memberId, inbox });
  const mouth = openMouth(stage, body, {
    actor,
    orgId,
    authorKey: memberId,
    outbox: actor,
    send: (said) => api.message.reply.mutate(said),
  });

  return {
    actor,
    api,
    view,
    mouth,
    held: () => [...follower.held],
    close: body.world.end,
  };
}
