import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { TextField } from "../../ui/form/text-field.tsx";
import { CodeStep } from "./second-step-form.tsx";
import { Door } from "./auth-card.tsx";
import { DoorForm } from "./auth-form.tsx";
import { enter } from "./sign-in.ts";
import { PasswordField } from "./password-field.tsx";
import { words } from "./strings.ts";

/** What has been typed, for as long as the page is open. */
interface Typed {
  email: string;
  password: string;
}

const signInForm = z.object({
  email: z.string().check(z.trim(), z.minLength(1, words.missing.email)),
  password: z.string().check(z.minLength(1, words.missing.password)),
});

/** Where members sign in: by their password, and by a code where they have a second step. */
export function SignInPage() {
  const [typed, setTyped] = useState<Typed | null>(null);
  return typed === null ? (
    <PasswordStep onCodeAsked={setTyped} />
  ) : (
    <CodeStep typed={typed} onBack={() => setTyped(null)} />
  );
}

function PasswordStep({ onCodeAsked }: { onCodeAsked: (typed: Typed) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(signInForm),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ email, password }) => {
    setProblem(null);
    const { problem: found, asksCode } = await enter(email, password);
    if (asksCode) onCodeAsked({ email, password });
    else setProblem(found);
  });
  return (
    <Door title={words.signIn.title}>
      <DoorForm
        button={words.signIn.button}
        busy={words.signIn.busy}
        isBusy={isSubmitting}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <TextField
          label={words.email}
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
      </DoorForm>
    </Door>
  );
}
