import { type FormEvent, useState } from "react";
import { LinkButton } from "../../ui/button/link-button.tsx";
import { TextField } from "../../ui/form/text-field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { AuthForm } from "./auth-form.tsx";
import { signIn } from "./sign-in.ts";
import { strings } from "./strings.ts";

const text = strings.signIn.code;

interface SecondStepFormProps {
  /** The accepted email address and password. */
  typed: { email: string; password: string };
  onBack: () => void;
  /** What to open instead of the inbox. */
  open?: () => void;
}

/** The form for the second step: a code from an authenticator app, or a recovery code. */
export function SecondStepForm({ typed: { email, password }, onBack, open }: SecondStepFormProps) {
  const [code, setCode] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const isEmpty = code.trim() === "";
    setMissing(isEmpty);
    setProblem(null);
    if (isEmpty || isBusy) return;
    setBusy(true);
    const result = await signIn(email, password, code.trim(), open);
    setBusy(false);
    setProblem(result.problem);
    if (!result.asksCode) onBack();
  }

  return (
    <AuthCard title={text.title} hint={text.hint}>
      <AuthForm
        button={strings.signIn.button}
        busy={strings.signIn.busy}
        isBusy={isBusy}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <TextField
          label={text.label}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          // This form has just replaced the password form, so move the focus here.
          ref={(field) => field?.focus()}
          error={isMissing ? text.missing : null}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </AuthForm>
      <LinkButton className="justify-self-start" onClick={onBack}>
        {text.back}
      </LinkButton>
    </AuthCard>
  );
}
