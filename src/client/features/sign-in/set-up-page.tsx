import { useState } from "react";
import { useForm } from "react-hook-form";
import { Link, useSearchParams } from "wouter";
import { api } from "../../api/api-hooks.ts";
import { TextField } from "../../ui/form/text-field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { AuthForm } from "./auth-form.tsx";
import { signIn } from "./sign-in.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { setUpFormResolver } from "./new-user-form-schema.ts";
import { NewUserFields, type NewUserValues } from "./new-user-fields.tsx";
import { strings } from "./strings.ts";

/** The first page of a new installation: creates the company and its first admin, then opens the inbox. */
export function SetUpPage() {
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const { data, error } = api.account.setUpState.useQuery({ token }, { enabled: token !== "" });
  if (token === "") return <SetUpUnavailable why={strings.setUp.noLink} />;
  if (error !== null) return <SetUpUnavailable why={explainCallFailure(error, strings)} />;
  if (data === undefined) return null;
  return data.usable ? (
    <SetUpForm token={token} />
  ) : (
    <SetUpUnavailable why={strings.refusals["setup-unknown"] ?? ""} />
  );
}

function SetUpUnavailable({ why }: { why: string }) {
  return (
    <AuthCard title={strings.setUp.title} hint={why}>
      <Link href="/login" className="text-14 font-semibold text-accent-ink underline">
        {strings.setUp.toSignIn}
      </Link>
    </AuthCard>
  );
}

interface SetUpValues extends NewUserValues {
  companyName: string;
}

function SetUpForm({ token }: { token: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const setUp = api.account.setUp.useMutation();
  const { register, handleSubmit, formState } = useForm<SetUpValues>({
    resolver: setUpFormResolver,
    defaultValues: { companyName: "", name: "", email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await setUp.mutateAsync({ token, ...values });
    } catch (error) {
      return setProblem(explainCallFailure(error, strings));
    }
    setProblem((await signIn(values.email, values.password)).problem);
  });

  return (
    <AuthCard title={strings.setUp.title} hint={strings.setUp.hint}>
      <AuthForm
        button={strings.setUp.button}
        busy={strings.setUp.busy}
        isBusy={isSubmitting}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <TextField
          label={strings.companyName}
          autoComplete="organization"
          error={errors.companyName?.message ?? null}
          {...register("companyName")}
        />
        <NewUserFields register={(name) => register(name)} errors={errors} />
      </AuthForm>
    </AuthCard>
  );
}
