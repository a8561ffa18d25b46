import {
  decideAskBot,
  decideAskPerson,
  decideKeepOpen,
  decideStopBot,
} from "#domain/conversations/customer-requests.ts";
import { decideEnd } from "#domain/conversations/end-session.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Scene } from "#domain/model/scene.ts";
import type { ServiceContext } from "../context.ts";
import type { Decision } from "#domain/model/decision.ts";

type OfSession = (scene: Scene, id: SessionId) => Decision<null>;

/** The actions of a customer on their own session. */
const customerActions = {
  askPerson: decideAskPerson,
  askBot: decideAskBot,
  stopBot: decideStopBot,
  keepOpen: decideKeepOpen,
  end: (scene, id) => decideEnd(scene, id, { kind: "customer" }),
} satisfies Record<string, OfSession>;

/** Carries out a customer's action. @throws {Refusal} of the decision */
export async function performCustomerAction(
  services: ServiceContext,
  orgId: OrgId,
  sessionId: SessionId,
  what: keyof typeof customerActions,
) {
  const decide: OfSession = customerActions[what];
  await services.record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) => decide(scene, sessionId),
  });
}
