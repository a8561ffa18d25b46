import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "../../api/api-hooks.ts";
import { AuthCard } from "./auth-card.tsx";
import { AuthForm } from "./auth-form.tsx";
import { SecondStepForm } from "./second-step-form.tsx";
import { signIn } from "./sign-in.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import type { Invitation } from "./invitation.ts";
import { JoinWithAccount } from "./join-with-account.tsx";
import { SignInToJoin } from "./sign-in-to-join.tsx";
import { joinFormResolver } from "./new-user-form-schema.ts";
import { NewUserFields, type NewUserValues } from "./new-user-fields.tsx";
import { linkProblem, UnusableLink } from "./unusable-link.tsx";
import { strings } from "./strings.ts";

interface JoinPageProps {
  token: string;
  /** Signs out, and opens this page again. */
  signOut: () => void;
}

/**
 * The page of an invitation link. Who is signed in joins with their account; an address that has one asks for its
 * sign-in; everybody else chooses name and password.
 */
export function JoinPage({ token, signOut }: JoinPageProps) {
  const { data, error, refetch } = api.account.invitation.useQuery({ token });
  const own = api.account.companies.useQuery(undefined, { staleTime: 0 });
  const [isNew, setNew] = useState(false);
  if (error !== null) return <UnusableLink title={strings.join.button} {...linkProblem(error, refetch)} />;
  if (data === undefined || own.isPending) return null;
  if (own.data !== undefined && !isNew)
    return (
      <JoinWithAccount
        token={token}
        invitation={data}
        own={own.data}
        onSignOut={signOut}
        onNewAccount={() => setNew(true)}
      />
    );
  return data.email !== null && data.asksSignIn ? (
    <SignInToJoin invitation={data} email={data.email} />
  ) : (
    <JoinForm token={token} invitation={data} />
  );
}

function JoinForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const { companyName, invitedBy, email, role } = invitation;
  const [problem, setProblem] = useState<string | null>(null);
  const [codeAskedFor, setCodeAskedFor] = useState<NewUserValues | null>(null);
  const join = api.account.join.useMutation();
  const resolver = useMemo(() => joinFormResolver(companyName), [companyName]);
  const { register, handleSubmit, formState } = useForm<NewUserValues>({
    resolver,
    defaultValues: { name: "", email: email ?? "", password: "" },
  });

  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await join.mutateAsync({ token, ...values });
    } catch (error) {
      return setProblem(explainCallFailure(error, strings));
    }
    const result = await signIn(values.email, values.password);
    // Somebody who joins again may have a second step.
    if (result.asksCode) setCodeAskedFor(values);
    else setProblem(result.problem);
  });

  if (codeAskedFor !== null)
    return <SecondStepForm typed={codeAskedFor} onBack={() => location.assign("/login")} />;

  return (
    <AuthCard title={strings.join.title(companyName)} hint={strings.join.invited(invitedBy, role)}>
      <AuthForm
        button={strings.join.button}
        busy={strings.join.busy}
        isBusy={formState.isSubmitting}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <NewUserFields
          register={(name) => register(name)}
          errors={formState.errors}
          isEmailFixed={email !== null}
        />
      </AuthForm>
    </AuthCard>
  );
}
