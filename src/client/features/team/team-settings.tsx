import { useState } from "react";
import type { TeamView } from "#domain/views/team-view.ts";
import { api } from "../../api/api-hooks.ts";
import { useIsAdmin } from "../../live/use-is-admin.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChangeResult } from "../../ui/form/change-result.tsx";
import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { LoadingOrFailed } from "../../ui/loading/loading-or-failed.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { MemberTable } from "./member-table.tsx";
import { PasswordResetLinkDialog } from "./password-reset-link-dialog.tsx";
import { RequireSecondStepSwitch } from "./require-second-step-switch.tsx";
import { useTeamChanges } from "./use-team-changes.ts";
import { strings } from "./strings.ts";

/** The members and invitations. A page of the settings. */
export function TeamSettings() {
  const query = api.team.get.useQuery();
  return (
    <LoadingOrFailed query={query} strings={strings} skeleton={<Skeleton className="h-40" />}>
      {(team) => <Team team={team} />}
    </LoadingOrFailed>
  );
}

function Team({ team }: { team: TeamView }) {
  const mayChange = useIsAdmin();
  const [isInviting, setInviting] = useState(false);
  const changes = useTeamChanges();
  const { news: result } = changes;
  return (
    <div className="grid gap-5">
      {mayChange && (
        <Button look="primary" className="justify-self-start" onClick={() => setInviting(true)}>
          {strings.invite.button}
        </Button>
      )}
      <MemberTable members={team.members} mayChange={mayChange} changes={changes} />
      <ChangeResult
        text={result?.text ?? null}
        isFailure={result?.isFailure ?? false}
        undo={strings.undo}
        onUndo={result?.undo ?? null}
      />
      {mayChange && <RequireSecondStepSwitch team={team} onChange={changes.requireSecondStep} />}
      {team.invitations.length > 0 && (
        <InvitationList invitations={team.invitations} onRevoke={changes.revoke} />
      )}
      {changes.passwordResetLink !== null && (
        <PasswordResetLinkDialog {...changes.passwordResetLink} onClose={changes.closePasswordResetLink} />
      )}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}
