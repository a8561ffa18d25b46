import { useState } from "react";
import { api } from "../../api/api-hooks.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChangeResult } from "../../ui/form/change-result.tsx";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { SetUpSecondStep } from "./set-up-second-step.tsx";
import { strings } from "./strings.ts";
import type { SecondStepView } from "#domain/views/account-view.ts";

const text = strings.secondStep;

/** A member's own second step: off, on, or being set up. */
export function SecondStepSection({ guarded: secondStep }: { guarded: SecondStepView }) {
  const utils = api.useUtils();
  const [isSettingUp, setSettingUp] = useState(!secondStep.on);
  const [isTurnedOff, setTurnedOff] = useState(false);
  const reload = () => utils.account.invalidate();

  function onTurnedOff() {
    setTurnedOff(true);
    setSettingUp(true);
    void reload();
  }

  return (
    <section className="grid gap-3">
      <h2 className="text-16 font-semibold">{text.title}</h2>
      <p className="text-14 text-ink-2">{text.about}</p>
      {isSettingUp ? (
        <>
          {isTurnedOff && <output className="text-14">{text.turnedOff}</output>}
          <SetUpSecondStep
            done={text.kept}
            onDone={() => {
              setSettingUp(false);
              setTurnedOff(false);
              void reload();
            }}
          />
        </>
      ) : (
        <Enabled secondStep={secondStep} onTurnedOff={onTurnedOff} onRenewed={() => void reload()} />
      )}
    </section>
  );
}

interface EnabledProps {
  secondStep: SecondStepView;
  onTurnedOff: () => void;
  onRenewed: () => void;
}

function Enabled({ secondStep, onTurnedOff, onRenewed }: EnabledProps) {
  const { isReadable, recoveryCodesLeft, required } = secondStep;
  const turnOff = api.account.turnOffSecondStep.useMutation({ onSuccess: onTurnedOff });
  const renew = api.account.renewRecoveryCodes.useMutation();
  const error = renew.error ?? turnOff.error;
  if (renew.data !== undefined)
    return (
      <RecoveryCodes
        codes={renew.data.recoveryCodes}
        done={text.kept}
        onDone={() => {
          renew.reset();
          onRenewed();
        }}
      />
    );
  return (
    <div className="grid gap-3">
      <p className="text-14">
        <span className="font-semibold">{text.on}</span>
        {required && <span>{` ${text.required}`}</span>}
        <span>{` ${text.codesLeft(recoveryCodesLeft)}`}</span>
      </p>
      {!isReadable && (
        <p role="alert" className="rounded-8 bg-danger-soft px-3 py-2 text-14">
          {text.unreadable}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button aria-disabled={renew.isPending} onClick={() => renew.mutate()}>
          {text.newCodes}
        </Button>
        {(!required || !isReadable) && (
          <Button aria-disabled={turnOff.isPending} onClick={() => turnOff.mutate()}>
            {text.turnOff}
          </Button>
        )}
      </div>
      <ChangeResult text={error === null ? null : explainCallFailure(error, strings)} isFailure />
    </div>
  );
}
