import { type FormEvent, useState } from "react";
import { TextField } from "../../ui/form/text-field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { AuthForm } from "./auth-form.tsx";
import { ForgottenPassword } from "./forgotten-password.tsx";
import type { Invitation } from "./invitation.ts";
import { PasswordField } from "./password-field.tsx";
import { SecondStepForm } from "./second-step-form.tsx";
import { signIn } from "./sign-in.ts";
import { strings } from "./strings.ts";

interface SignInToJoinProps {
  invitation: Invitation;
  /** The invited address, which has an account. */
  email: string;
}

/** Asks for the sign-in of the account that the invitation names. The page then offers to join with it. */
export function SignInToJoin({ invitation, email }: SignInToJoinProps) {
  const { companyName } = invitation;
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    if (password === "") return setProblem(strings.missing.password);
    setBusy(true);
    const result = await signIn(email, password, null, reload);
    setBusy(false);
    setProblem(result.problem);
    setAsksCode(result.asksCode);
  }

  if (asksCode)
    return <SecondStepForm typed={{ email, password }} open={reload} onBack={() => setAsksCode(false)} />;
  return (
    <AuthCard title={strings.join.title(companyName)} hint={strings.join.hasAccount}>
      <AuthForm
        button={strings.signIn.button}
        busy={strings.signIn.busy}
        isBusy={isBusy}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <TextField label={strings.email} type="email" autoComplete="username" readOnly value={email} />
        <PasswordField
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </AuthForm>
      <ForgottenPassword />
    </AuthCard>
  );
}

/** The socket of the page was opened before the sign-in. */
function reload(): void {
  location.reload();
}
