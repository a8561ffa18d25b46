import {
  decideAskBot,
  decideAskPerson,
  decideKeepOpen,
  decideStopBot,
} from "#domain/conversations/customer-requests.ts";
import { decideEnd } from "#domain/conversations/end-session.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Scene } from "#domain/model/scene.ts";
import type { EndedBy } from "#domain/model/session.ts";
import {
  decideAccept,
  decideAcceptNext,
  decideAttend,
  decideHandBack,
  decideTakeOver,
} from "#domain/routing/take-chat.ts";
import { customerName } from "../../db/customers/customers.ts";
import type { ServiceContext } from "../context.ts";
import type { ActingMember } from "#domain/model/member.ts";
import type { Decision } from "#domain/model/decision.ts";

type OfSession = (scene: Scene, id: SessionId) => Decision<null>;
type OfMember = (scene: Scene, id: SessionId, member: ActingMember) => Decision<null>;

/** The actions of a customer on their own session. */
const requestedActions = {
  askPerson: decideAskPerson,
  askBot: decideAskBot,
  stopBot: decideStopBot,
  keepOpen: decideKeepOpen,
  end: (scene, id) => decideEnd(scene, id, { kind: "customer" }),
} satisfies Record<string, OfSession>;

/** The actions of a member on a chat. */
const chatActions = {
  accept: decideAccept,
  takeOver: decideTakeOver,
  handBack: decideHandBack,
  attend: decideAttend,
  end: (scene, id, { memberId, name }) => {
    const by: EndedBy = { kind: "member", memberId, name };
    return decideEnd(scene, id, by);
  },
} satisfies Record<string, OfMember>;

/** Carries out a customer's action. @throws {Refusal} of the decision */
export async function performRequestedAction(
  services: ServiceContext,
  orgId: OrgId,
  sessionId: SessionId,
  what: keyof typeof requestedActions,
) {
  const decide: OfSession = requestedActions[what];
  await services.record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) => decide(scene, sessionId),
  });
}

/** Carries out a member's action. @throws {Refusal} of the decision */
export async function performChatAction(
  services: ServiceContext,
  orgId: OrgId,
  { sessionId, what }: { sessionId: SessionId; what: keyof typeof chatActions },
  member: ActingMember,
) {
  const decide: OfMember = chatActions[what];
  const needs = { sessions: [sessionId] };
  await services.record(orgId, { needs, decide: (scene) => decide(scene, sessionId, member) });
}

/** Accepts the first chat of the queue. @throws {Refusal} `nobody-waiting` */
export async function acceptNext(services: ServiceContext, orgId: OrgId, member: ActingMember) {
  const needs = { queue: true, roster: true };
  const { result } = await services.record(orgId, {
    needs,
    decide: (scene) => decideAcceptNext(scene, member),
  });
  if (result === null) throw new Error("somebody was accepted and nobody was named");
  return { ...result, customerName: await customerName(services.store, orgId, result.customerId) };
}
