import { type FormEvent, useState } from "react";
import { reauthenticationRequest } from "../../api/reauthentication-request.ts";
import { api } from "../../api/api-hooks.ts";
import { useStore } from "../../store.ts";
import { Button } from "../../ui/button/button.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { TextField } from "../../ui/form/text-field.tsx";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { strings } from "./strings.ts";

const text = strings.proof;

/** Asks for the password, and for a code if there is a second step, when a call needs reauthentication. */
export function ReauthenticationDialog() {
  const request = useStore(reauthenticationRequest, (value) => value);
  if (request === null) return null;
  return (
    <Dialog title={text.title} onClose={() => request.answer(false)}>
      <ReauthenticationForm onAnswer={request.answer} />
    </Dialog>
  );
}

function useReauthenticationForm(onAnswer: (isProven: boolean) => void) {
  const { data } = api.account.secondStep.useQuery();
  const { mutateAsync, isPending } = api.account.prove.useMutation();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isSubmitted, setSubmitted] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const asksCode = data?.on ?? false;

  async function submit(event: FormEvent) {
    event.preventDefault();
    // In the React tree the dialog may be inside the form whose call it belongs to, so stop the submit event here.
    event.stopPropagation();
    setSubmitted(true);
    setProblem(null);
    if (password === "" || (asksCode && code === "") || isPending) return;
    await mutateAsync({ password, code: asksCode ? code : null }).then(
      () => onAnswer(true),
      (error: unknown) => setProblem(explainCallFailure(error, strings)),
    );
  }

  const missing = {
    password: isSubmitted && password === "" ? text.passwordMissing : null,
    code: isSubmitted && code === "" ? text.codeMissing : null,
  };
  return { password, setPassword, code, setCode, asksCode, isPending, missing, problem, submit };
}

function ReauthenticationForm({ onAnswer }: { onAnswer: (isProven: boolean) => void }) {
  const form = useReauthenticationForm(onAnswer);
  return (
    <form
      noValidate
      aria-label={text.title}
      className="grid gap-4"
      onSubmit={(event) => void form.submit(event)}
    >
      <p className="text-14 text-ink-2">{text.why}</p>
      <TextField
        label={text.password}
        type="password"
        autoComplete="current-password"
        error={form.missing.password}
        value={form.password}
        onChange={(event) => form.setPassword(event.target.value)}
      />
      {form.asksCode && (
        <TextField
          label={text.code}
          hint={text.codeHint}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          error={form.missing.code}
          value={form.code}
          onChange={(event) => form.setCode(event.target.value)}
        />
      )}
      <p role="alert" className="rounded-8 bg-danger-soft px-3 py-2 text-14 empty:hidden">
        {form.problem}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={() => onAnswer(false)}>{strings.cancel}</Button>
        <Button type="submit" look="primary" aria-disabled={form.isPending}>
          {form.isPending ? text.confirming : text.confirm}
        </Button>
      </div>
    </form>
  );
}
