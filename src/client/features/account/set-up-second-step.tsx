import { type FormEvent, useState } from "react";
import { api } from "../../api/api-hooks.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextArea } from "../../ui/form/text-area.tsx";
import { TextField } from "../../ui/form/text-field.tsx";
import { QrCode } from "./qr-code.tsx";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { strings } from "./strings.ts";

const text = strings.secondStep;

interface SecondStepSetUpProps {
  /** The label of the last button. */
  done: string;
  onDone: () => void;
}

/** Sets up a second step: the secret for an authenticator app, a code to confirm it, and the recovery codes. */
export function SetUpSecondStep({ done, onDone }: SecondStepSetUpProps) {
  const begin = api.account.beginSecondStep.useMutation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} done={done} onDone={onDone} />;
  if (begin.data !== undefined) return <Confirm enrolment={begin.data} onConfirmed={setCodes} />;
  return (
    <div className="grid justify-items-start gap-3">
      <Button look="primary" aria-disabled={begin.isPending} onClick={() => begin.mutate()}>
        {text.turnOn}
      </Button>
      <p role="alert" className="text-14 text-danger empty:hidden">
        {begin.error === null ? null : explainCallFailure(begin.error, strings)}
      </p>
    </div>
  );
}

interface ConfirmProps {
  enrolment: { secret: string; link: string };
  onConfirmed: (recoveryCodes: readonly string[]) => void;
}

function Confirm({ enrolment, onConfirmed }: ConfirmProps) {
  return (
    <div className="grid gap-5">
      <div className="grid gap-3">
        <p className="text-14 font-semibold">{text.scan}</p>
        <QrCode link={enrolment.link} label={text.picture} />
        <p className="text-13 text-ink-2">
          <span>{`${text.apps} `}</span>
          <a href={enrolment.link} className="font-semibold text-accent-ink underline">
            {text.onThisDevice}
          </a>
        </p>
        <div className="max-w-96">
          <TextArea
            label={text.secret}
            readOnly
            rows={2}
            className="resize-none font-mono"
            value={enrolment.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}
            onFocus={(event) => event.target.select()}
          />
        </div>
      </div>
      <ConfirmForm onConfirmed={onConfirmed} />
    </div>
  );
}

function ConfirmForm({ onConfirmed }: Pick<ConfirmProps, "onConfirmed">) {
  const { mutateAsync, isPending } = api.account.confirmSecondStep.useMutation();
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    setProblem(code.trim() === "" ? text.codeMissing : null);
    if (code.trim() === "") return;
    await mutateAsync({ code: code.trim() }).then(
      ({ recoveryCodes }) => onConfirmed(recoveryCodes),
      (error: unknown) => setProblem(explainCallFailure(error, strings)),
    );
  }

  return (
    <form
      noValidate
      aria-label={text.confirm}
      className="grid max-w-96 gap-3"
      onSubmit={(event) => void submit(event)}
    >
      <p className="text-14 font-semibold">{text.confirm}</p>
      <TextField
        label={text.code}
        hint={text.others}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        error={problem}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button type="submit" look="primary" className="justify-self-start" aria-disabled={isPending}>
        {isPending ? text.finishing : text.finish}
      </Button>
    </form>
  );
}
