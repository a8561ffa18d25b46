import { useState } from "react";
import type { InvitationId, MemberId } from "#domain/model/ids.ts";
import type { Role } from "#domain/model/member.ts";
import { api } from "../../api/api-hooks.ts";
import { copyToClipboard } from "../../ui/copy-to-clipboard.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { strings } from "./strings.ts";

/** The result of the last change, with an undo action if there is one. */
interface TeamChangeResult {
  text: string;
  isFailure: boolean;
  undo: (() => void) | null;
}

/** The member affected by a change. */
interface MemberRef {
  id: MemberId;
  name: string;
}

/** A link with which a member chooses a new password. It is shown once. */
interface PasswordResetLink {
  name: string;
  link: string;
  isCopied: boolean;
}

/** An admin's changes to the team, and the result of the last one. */
export interface TeamChanges {
  news: TeamChangeResult | null;
  /** The link that was just created, until it is closed. */
  passwordResetLink: PasswordResetLink | null;
  createPasswordResetLink: (member: MemberRef) => void;
  closePasswordResetLink: () => void;
  setRole: (member: MemberRef, role: Role, before: Role) => void;
  remove: (member: MemberRef) => void;
  restore: (member: MemberRef) => void;
  revoke: (id: InvitationId) => void;
  endLogins: (member: MemberRef) => void;
  resetSecondStep: (member: MemberRef) => void;
  requireSecondStep: (required: boolean) => void;
}

/** Changes the team through the API, and reloads it after each change. */
export function useTeamChanges(): TeamChanges {
  const utils = api.useUtils();
  const setRole = api.team.setRole.useMutation();
  const setActive = api.team.setActive.useMutation();
  const revoke = api.team.revoke.useMutation();
  const security = useMemberSecurity();
  const [result, setResult] = useState<TeamChangeResult | null>(null);
  const { passwordResetLink, createPasswordResetLink, closePasswordResetLink } = usePasswordResetLink();

  async function run(work: () => Promise<unknown>, done: string | null, undo: (() => void) | null) {
    setResult(null);
    try {
      await work();
      if (done !== null) setResult({ text: done, isFailure: false, undo });
    } catch (error) {
      setResult({ text: explainCallFailure(error, strings), isFailure: true, undo: null });
    }
    await utils.team.get.invalidate();
  }

  const changes: TeamChanges = {
    news: result,
    passwordResetLink,
    createPasswordResetLink: (member) => void run(() => createPasswordResetLink(member), null, null),
    closePasswordResetLink,
    setRole: ({ id, name }, role, before) =>
      void run(
        () => setRole.mutateAsync({ memberId: id, role }),
        strings.saved,
        () => changes.setRole({ id, name }, before, role),
      ),
    remove: (member) =>
      void run(
        () => setActive.mutateAsync({ memberId: member.id, active: false }),
        strings.wasRemoved(member.name),
        () => changes.restore(member),
      ),
    restore: ({ id, name }) =>
      void run(() => setActive.mutateAsync({ memberId: id, active: true }), strings.wasRestored(name), null),
    endLogins: ({ id, name }) => void run(() => security.endLogins(id), strings.loginsEnded(name), null),
    resetSecondStep: ({ id, name }) =>
      void run(() => security.resetSecondStep(id), strings.secondStep.wasReset(name), null),
    requireSecondStep: (required) =>
      void run(
        () => security.requireSecondStep(required),
        required ? strings.secondStep.isRequired : strings.secondStep.isFree,
        null,
      ),
    revoke: (invitationId) => void run(() => revoke.mutateAsync({ invitationId }), strings.revoked, null),
  };
  return changes;
}

/** Creates links to reset passwords, copies them, and keeps the last one until it is closed. */
function usePasswordResetLink() {
  const { mutateAsync } = api.team.createPasswordResetLink.useMutation();
  const [passwordResetLink, setLink] = useState<PasswordResetLink | null>(null);
  return {
    passwordResetLink,
    async createPasswordResetLink({ id, name }: MemberRef) {
      const { link } = await mutateAsync({ memberId: id });
      setLink({ name, link, isCopied: await copyToClipboard(link) });
    },
    closePasswordResetLink: () => setLink(null),
  };
}

/** An admin's changes to members' sign-in. */
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
