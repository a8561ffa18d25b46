import type { inferRouterOutputs } from "@trpc/server";
import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { PASSWORD_MIN_LENGTH } from "#domain/security/password-rule.ts";
import type { AppRouter } from "#server/api/router.ts";
import { api } from "../../api/api-hooks.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { TextField } from "../../ui/form/text-field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { AuthForm } from "./auth-form.tsx";
import { newPasswordResolver } from "./new-user-form-schema.ts";
import { PasswordField } from "./password-field.tsx";
import { SecondStepForm } from "./second-step-form.tsx";
import { signIn } from "./sign-in.ts";
import { strings } from "./strings.ts";
import { linkProblem, UnusableLink } from "./unusable-link.tsx";

const text = strings.reset;

type Reset = inferRouterOutputs<AppRouter>["account"]["passwordReset"];

/** The page of a link to reset a password: asks for a new one, then signs in. */
export function ResetPasswordPage() {
  const [token] = useState(() => location.hash.slice(1));
  const { data, error, refetch } = api.account.passwordReset.useQuery({ token }, { enabled: token !== "" });
  if (token === "") return <UnusableLink title={text.title} why={text.noLink} />;
  if (error !== null) return <UnusableLink title={text.title} {...linkProblem(error, refetch)} />;
  return data === undefined ? null : <ResetForm token={token} reset={data} />;
}

function ResetForm({ token, reset }: { token: string; reset: Reset }) {
  const { email, name, companyName } = reset;
  const [problem, setProblem] = useState<string | null>(null);
  const [codeAskedFor, setCodeAskedFor] = useState<string | null>(null);
  const { mutateAsync } = api.account.resetPassword.useMutation();
  const resolver = useMemo(() => newPasswordResolver(reset), [reset]);
  const { register, handleSubmit, formState } = useForm({ resolver, defaultValues: { password: "" } });

  const submit = handleSubmit(async ({ password }) => {
    setProblem(null);
    try {
      await mutateAsync({ token, password });
    } catch (error) {
      return setProblem(explainCallFailure(error, strings));
    }
    const result = await signIn(email, password);
    if (result.asksCode) setCodeAskedFor(password);
    else setProblem(result.problem);
  });

  if (codeAskedFor !== null)
    return (
      <SecondStepForm typed={{ email, password: codeAskedFor }} onBack={() => location.assign("/login")} />
    );
  return (
    <AuthCard title={text.title} hint={text.hint(name, companyName)}>
      <AuthForm
        button={text.button}
        busy={text.busy}
        isBusy={formState.isSubmitting}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <TextField label={strings.email} type="email" autoComplete="username" readOnly value={email} />
        <PasswordField
          label={text.label}
          autoComplete="new-password"
          hint={strings.passwordHint(PASSWORD_MIN_LENGTH)}
          error={formState.errors.password?.message ?? null}
          {...register("password")}
        />
      </AuthForm>
    </AuthCard>
  );
}
