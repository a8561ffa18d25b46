import { type FormEvent, useState } from "react";
import type { OwnCompaniesView } from "#domain/views/account-view.ts";
import { publicNameFault } from "#domain/settings/public-name-fault.ts";
import { api } from "../../api/api-hooks.ts";
import { companyAddress } from "../../api/company-address.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { LinkButton } from "../../ui/button/link-button.tsx";
import { TextField } from "../../ui/form/text-field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { AuthForm } from "./auth-form.tsx";
import type { Invitation } from "./invitation.ts";
import { strings } from "./strings.ts";

const text = strings.join;

interface JoinWithAccountProps {
  token: string;
  invitation: Invitation;
  /** The account that is signed in. */
  own: OwnCompaniesView;
  onSignOut: () => void;
  /** Called to join with an account that is still to be made. */
  onNewAccount: () => void;
}

/** Joins a company with the account that is signed in, if the invitation names its address or none. */
export function JoinWithAccount(props: JoinWithAccountProps) {
  const { invitation, own, onSignOut, onNewAccount } = props;
  const { companyName, invitedBy, email, role } = invitation;
  const { name, setName, problem, isBusy, join } = useJoin(props);
  if (email !== null && email !== own.email)
    return (
      <AuthCard title={text.title(companyName)} hint={text.another(email, own.email)}>
        <LinkButton className="justify-self-start" onClick={onSignOut}>
          {text.signOut}
        </LinkButton>
      </AuthCard>
    );
  return (
    <AuthCard title={text.title(companyName)} hint={text.invited(invitedBy, role)}>
      <p className="text-14 text-ink-2">{text.signedInAs(own.email)}</p>
      <AuthForm button={text.button} busy={text.busy} isBusy={isBusy} problem={problem} onSubmit={join}>
        <TextField
          label={strings.yourName}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </AuthForm>
      {email === null && (
        <LinkButton className="justify-self-start" onClick={onNewAccount}>
          {text.newAccount}
        </LinkButton>
      )}
    </AuthCard>
  );
}

function useJoin({ token, own }: JoinWithAccountProps) {
  const [name, setName] = useState(own.name);
  const [problem, setProblem] = useState<string | null>(null);
  const joining = api.account.joinWithAccount.useMutation();

  async function join(): Promise<void> {
    const isMissing = name.trim() === "" || publicNameFault(name) !== null;
    setProblem(isMissing ? strings.missing.yourName : null);
    if (isMissing) return;
    try {
      const { companyId } = await joining.mutateAsync({ token, name: name.trim() });
      location.assign(companyAddress(companyId));
    } catch (error) {
      setProblem(explainCallFailure(error, strings));
    }
  }

  return {
    name,
    setName,
    problem,
    isBusy: joining.isPending,
    join(event: FormEvent) {
      event.preventDefault();
      void join();
    },
  };
}
