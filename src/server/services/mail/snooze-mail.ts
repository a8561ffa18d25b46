import { decideSnoozeMail } from "#domain/mail/snooze-mail.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { ActingMember } from "#domain/model/member.ts";
import type { ServiceContext } from "../context.ts";

/** Puts a member's mail session aside, or takes it up again with `null`. @throws {Refusal} of the decision */
export async function snoozeMail(
  services: ServiceContext,
  orgId: OrgId,
  snooze: { sessionId: SessionId; until: Instant | null },
  member: ActingMember,
): Promise<void> {
  const needs = { sessions: [snooze.sessionId] };
  await services.record(orgId, { needs, decide: (scene) => decideSnoozeMail(scene, snooze, member) });
}
