import type { InvitationId } from "#domain/model/ids.ts";
import type { InvitationView } from "#domain/views/team-view.ts";
import { serverNow } from "../../live/server-clock.ts";
import { LinkButton } from "../../ui/button/link-button.tsx";
import { daysLeft } from "./days-left.ts";
import { strings } from "./strings.ts";

interface InvitationListProps {
  invitations: readonly InvitationView[];
  onRevoke: (id: InvitationId) => void;
}

/** The unused invitations. */
export function InvitationList({ invitations, onRevoke }: InvitationListProps) {
  return (
    <section className="grid gap-1">
      <h2 className="text-12 font-semibold text-ink-2">{strings.invited}</h2>
      <ul>
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 text-14"
          >
            <span className="min-w-0 flex-1 break-all">{email ?? strings.anybody}</span>
            <span>{role === "admin" ? strings.admin : strings.agent}</span>
            <span className="text-13 text-ink-2">{strings.expires(daysLeft(expiresAt, serverNow()))}</span>
            <LinkButton aria-description={email ?? strings.anybody} onClick={() => onRevoke(id)}>
              {strings.revoke}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
