import { useState } from "react";
import { useForm } from "react-hook-form";
import { useSearchParams } from "wouter";
import { api } from "../../api/api-hooks.ts";
import { TextField } from "../../ui/form/text-field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { AuthForm } from "./auth-form.tsx";
import { signIn } from "./sign-in.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { setUpFormResolver } from "./new-user-form-schema.ts";
import { NewUserFields, type NewUserValues } from "./new-user-fields.tsx";
import { linkProblem, UnusableLink } from "./unusable-link.tsx";
import { strings } from "./strings.ts";

/** The first page of a new installation: creates the company and its first admin, then opens the inbox. */
export function SetUpPage() {
  const [search] = useSearchParams();
  const { title } = strings.setUp;
  const token = search.get("token") ?? "";
  const { data, error, refetch } = api.account.setUpState.useQuery({ token }, { enabled: token !== "" });
  if (token === "") return <UnusableLink title={title} why={strings.setUp.noLink} />;
  if (error !== null) return <UnusableLink title={title} {...linkProblem(error, refetch)} />;
  if (data === undefined) return null;
  return data.usable ? (
    <SetUpForm token={token} />
  ) : (
    <UnusableLink title={title} why={strings.refusals["setup-unknown"] ?? ""} />
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
