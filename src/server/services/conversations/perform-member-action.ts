import type { SpokenWords } from "#domain/bot/finish-turn.ts";
import { decideEnd } from "#domain/conversations/end-session.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Scene } from "#domain/model/scene.ts";
import type { EndedBy } from "#domain/model/session.ts";
import { decideAccept, decideTakeOver } from "#domain/routing/take-chat.ts";
import { decideAttend, decideAttendAll } from "#domain/routing/attend-chat.ts";
import { decideHandBack } from "#domain/routing/hand-back-chat.ts";
import type { ServiceContext } from "../context.ts";
import type { ActingMember } from "#domain/model/member.ts";
import type { Decision } from "#domain/model/decision.ts";
import { needsToEnd } from "./needs-to-end.ts";

type OfMember = (
  scene: Scene,
  id: SessionId,
  member: ActingMember,
  spoken: SpokenWords | null,
) => Decision<null>;

/** The actions of a member on a chat. */
const memberActions = {
  accept: decideAccept,
  takeOver: decideTakeOver,
  handBack: decideHandBack,
  attend: decideAttend,
  end: (scene, id, member, spoken) => {
    const by: EndedBy = { kind: "member", ...member };
    return decideEnd(scene, id, by, spoken);
  },
} satisfies Record<string, OfMember>;

/** Marks many sessions as done at once. @throws {Refusal} of the decision */
export async function attendToAll(
  services: ServiceContext,
  orgId: OrgId,
  sessionIds: readonly SessionId[],
  member: ActingMember,
): Promise<void> {
  const needs = { sessions: sessionIds };
  await services.record(orgId, { needs, decide: (scene) => decideAttendAll(scene, sessionIds, member) });
}

/** Carries out a member's action. @throws {Refusal} of the decision */
export async function performMemberAction(
  services: ServiceContext,
  orgId: OrgId,
  { sessionId, what }: { sessionId: SessionId; what: keyof typeof memberActions },
  member: ActingMember,
) {
  const decide: OfMember = memberActions[what];
  const spoken = services.spokenWords.get(sessionId) ?? null;
  await services.record(orgId, {
    needs: needsToEnd(sessionId, spoken),
    decide: (scene) => decide(scene, sessionId, member, spoken),
  });
}
