import { useState } from "react";
import { KEEP_MAX_DAYS, KEEP_MIN_DAYS } from "#domain/model/settings.ts";
import { api } from "../../api/api-hooks.ts";
import { Button } from "../../ui/button/button.tsx";
import { Field } from "../../ui/form/field.tsx";
import { NumberInput } from "../../ui/form/number-input.tsx";
import { SelectField } from "../../ui/form/select-field.tsx";
import { strings } from "./strings.ts";

const text = strings.keep;
const DEFAULT_DAYS = 365;
const OPTIONS = [
  { value: "ever", label: text.forEver },
  { value: "days", label: text.forDays },
] as const;

/** How long chats are kept. Saving cannot be undone, so it first shows what would be erased. */
export function RetentionSetting({ stored }: { stored: number | null }) {
  const [chosen, setChosen] = useState<{ keepDays: number | null } | null>(null);
  const [isFaulty, setFaulty] = useState(false);
  const keepDays = chosen === null ? stored : chosen.keepDays;
  const choose = (days: number | null) => {
    setFaulty(false);
    setChosen(days === stored ? null : { keepDays: days });
  };
  return (
    <>
      <SelectField
        label={text.label}
        value={keepDays === null ? "ever" : "days"}
        options={OPTIONS}
        onChange={(value) => choose(value === "ever" ? null : (stored ?? DEFAULT_DAYS))}
      />
      {keepDays !== null && (
        <Field
          label={text.days}
          hint={text.daysHint(KEEP_MAX_DAYS)}
          error={isFaulty ? text.daysWrong(KEEP_MAX_DAYS) : null}
        >
          {(control) => (
            <NumberInput
              {...control}
              value={keepDays}
              min={KEEP_MIN_DAYS}
              max={KEEP_MAX_DAYS}
              className="max-w-28"
              onFaulty={setFaulty}
              onCommit={choose}
            />
          )}
        </Field>
      )}
      {chosen !== null && !isFaulty && (
        <ConfirmRetention key={keepDays} {...chosen} onDone={() => setChosen(null)} />
      )}
    </>
  );
}

interface ConfirmRetentionProps {
  keepDays: number | null;
  onDone: () => void;
}

function ConfirmRetention({ keepDays, onDone }: ConfirmRetentionProps) {
  const utils = api.useUtils();
  const { data } = api.privacy.tryRetention.useQuery({ keepDays });
  const { mutate, isPending, isError } = api.privacy.setRetention.useMutation({
    async onSuccess() {
      await utils.settings.get.invalidate();
      onDone();
    },
  });
  const effect = data === undefined ? text.counting : text.goes(data.chats, data.customers);
  return (
    <div className="grid gap-3">
      {keepDays !== null && <output className="rounded-8 bg-wait-soft px-3 py-2 text-14">{effect}</output>}
      {isError && (
        <p role="alert" className="text-14 text-danger">
          {text.failed}
        </p>
      )}
      <div className="flex gap-2">
        <Button onClick={onDone}>{text.discard}</Button>
        <Button
          look="primary"
          aria-disabled={isPending || data === undefined}
          onClick={() => data !== undefined && !isPending && mutate({ keepDays })}
        >
          {isPending ? text.saving : text.save}
        </Button>
      </div>
    </div>
  );
}
