import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { TextField } from "../../ui/form/text-field.tsx";
import { SecondStepForm } from "./second-step-form.tsx";
import { AuthCard } from "./auth-card.tsx";
import { AuthForm } from "./auth-form.tsx";
import { signIn } from "./sign-in.ts";
import { ForgottenPassword } from "./forgotten-password.tsx";
import { PasswordField } from "./password-field.tsx";
import { strings } from "./strings.ts";

/** The accepted credentials, kept while the page is open. */
interface Credentials {
  email: string;
  password: string;
}

const signInForm = z.object({
  email: z.string().check(z.trim(), z.minLength(1, strings.missing.email)),
  password: z.string().check(z.minLength(1, strings.missing.password)),
});

/** The sign-in page: the password, then a code if the member has a second step. */
export function SignInPage() {
  const [typed, setTyped] = useState<Credentials | null>(null);
  return typed === null ? (
    <PasswordStep onCodeAsked={setTyped} />
  ) : (
    <SecondStepForm typed={typed} onBack={() => setTyped(null)} />
  );
}

function PasswordStep({ onCodeAsked }: { onCodeAsked: (typed: Credentials) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(signInForm),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ email, password }) => {
    setProblem(null);
    const { problem: found, asksCode } = await signIn(email, password);
    if (asksCode) onCodeAsked({ email, password });
    else setProblem(found);
  });
  return (
    <AuthCard title={strings.signIn.title}>
      <AuthForm
        button={strings.signIn.button}
        busy={strings.signIn.busy}
        isBusy={isSubmitting}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <TextField
          label={strings.email}
          type="email"
          autoComplete="username"
          error={errors.email?.message ?? null}
          {...register("email")}
        />
        <PasswordField
          autoComplete="current-password"
          error={errors.password?.message ?? null}
          {...register("password")}
        />
      </AuthForm>
      <ForgottenPassword />
    </AuthCard>
  );
}
