import {
  decideAskBot,
  decideAskPerson,
  decideKeepOpen,
  decideStopBot,
} from "#domain/conversations/customer-requests.ts";
import type { SpokenWords } from "#domain/bot/finish-turn.ts";
import { decideEnd } from "#domain/conversations/end-session.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Scene } from "#domain/model/scene.ts";
import type { ServiceContext } from "../context.ts";
import type { Decision } from "#domain/model/decision.ts";
import { needsToEnd } from "./needs-to-end.ts";

type OfSession = (scene: Scene, id: SessionId, spoken: SpokenWords | null) => Decision<null>;

/** The actions of a customer on their own session. */
const customerActions = {
  askPerson: decideAskPerson,
  askBot: decideAskBot,
  stopBot: decideStopBot,
  keepOpen: decideKeepOpen,
  end: (scene, id, spoken) => decideEnd(scene, id, { kind: "customer" }, spoken),
} satisfies Record<string, OfSession>;

/** Carries out a customer's action. @throws {Refusal} of the decision */
export async function performCustomerAction(
  services: ServiceContext,
  orgId: OrgId,
  sessionId: SessionId,
  what: keyof typeof customerActions,
) {
  const decide: OfSession = customerActions[what];
  const spoken = services.spokenWords.get(sessionId) ?? null;
  await services.record(orgId, {
    needs: needsToEnd(sessionId, spoken),
    decide: (scene) => decide(scene, sessionId, spoken),
  });
}
