import { useState } from "react";
import type { InvitationId, MemberId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import { api } from "../../api/api-hooks.ts";
import { explainRefusal } from "../../api/explain-refusal.ts";
import { strings } from "./strings.ts";

/** What the last change did, with the way back where there is one. */
interface TeamChangeResult {
  text: string;
  isFailure: boolean;
  undo: (() => void) | null;
}

/** The person a change is about. */
interface Somebody {
  id: MemberId;
  name: string;
}

/** Everything an admin can do to the team, and what came of it. */
export interface TeamChanges {
  news: TeamChangeResult | null;
  setRole: (who: Somebody, role: Role, before: Role) => void;
  remove: (who: Somebody) => void;
  restore: (who: Somebody) => void;
  revoke: (id: InvitationId) => void;
  endLogins: (who: Somebody) => void;
  resetSecondStep: (who: Somebody) => void;
  requireSecondStep: (required: boolean) => void;
}

/** The changes over the server; the team is read again after each. */
export function useTeamChanges(): TeamChanges {
  const utils = api.useUtils();
  const setRole = api.team.setRole.useMutation();
  const setActive = api.team.setActive.useMutation();
  const revoke = api.team.revoke.useMutation();
  const guards = useMemberSecurity();
  const [news, setNews] = useState<TeamChangeResult | null>(null);

  async function follow(work: () => Promise<unknown>, done: string, undo: (() => void) | null) {
    setNews(null);
    try {
      await work();
      setNews({ text: done, isFailure: false, undo });
    } catch (error) {
      setNews({ text: explainRefusal(error, strings), isFailure: true, undo: null });
    }
    await utils.team.get.invalidate();
  }

  const changes: TeamChanges = {
    news,
    setRole: ({ id, name }, role, before) =>
      void follow(
        () => setRole.mutateAsync({ memberId: id, role }),
        strings.saved,
        () => changes.setRole({ id, name }, before, role),
      ),
    remove: (who) =>
      void follow(
        () => setActive.mutateAsync({ memberId: who.id, active: false }),
        strings.wasRemoved(who.name),
        () => changes.restore(who),
      ),
    restore: ({ id, name }) =>
      void follow(
        () => setActive.mutateAsync({ memberId: id, active: true }),
        strings.wasRestored(name),
        null,
      ),
    endLogins: ({ id, name }) => void follow(() => guards.endLogins(id), strings.loginsEnded(name), null),
    resetSecondStep: ({ id, name }) =>
      void follow(() => guards.resetSecondStep(id), strings.secondStep.wasReset(name), null),
    requireSecondStep: (required) =>
      void follow(
        () => guards.requireSecondStep(required),
        required ? strings.secondStep.isRequired : strings.secondStep.isFree,
        null,
      ),
    revoke: (invitationId) => void follow(() => revoke.mutateAsync({ invitationId }), strings.revoked, null),
  };
  return changes;
}

/** What an admin can do about how colleagues come in. */
function useMemberSecurity() {
  const endLogins = api.team.endLogins.useMutation();
  const resetSecondStep = api.team.resetSecondStep.useMutation();
  const requireSecondStep = api.team.requireSecondStep.useMutation();
  return {
    endLogins: (memberId: MemberId) => endLogins.mutateAsync({ memberId }),
    resetSecondStep: (memberId: MemberId) => resetSecondStep.mutateAsync({ memberId }),
    requireSecondStep: (required: boolean) => requireSecondStep.mutateAsync({ required }),
  };
}
