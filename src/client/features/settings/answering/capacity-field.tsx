import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import { CAPACITY_MAX, CAPACITY_MIN } from "#domain/model/settings.ts";
import { IconButton } from "../../../ui/button/icon-button.tsx";
import { NumberInput } from "../../../ui/form/number-input.tsx";
import { Field } from "../../../ui/form/field.tsx";
import { AutosaveNote } from "../form/autosave-note.tsx";
import { useAutosave } from "../form/use-autosave.ts";
import { useSaveAssigning } from "./use-save-assigning.ts";
import { strings } from "../strings.ts";

const text = strings.answering.capacity;

/** The maximum number of chats assigned to one agent. */
export function CapacityField({ capacity, disabled }: { capacity: number; disabled: boolean }) {
  const save = useSaveAssigning();
  const choice = useAutosave(capacity, (next) => save({ capacity: next }));
  const { shown, choose } = choice;
  const [isFaulty, setFaulty] = useState(false);
  return (
    <div className="grid gap-1">
      <Field label={text.label} hint={text.hint} error={isFaulty ? text.wrong(CAPACITY_MAX) : null}>
        {(control) => (
          <span className="flex items-center gap-1">
            <IconButton
              icon={Minus}
              label={text.fewer}
              disabled={disabled || shown <= CAPACITY_MIN}
              onClick={() => choose(shown - 1)}
            />
            <NumberInput
              {...control}
              value={shown}
              min={CAPACITY_MIN}
              max={CAPACITY_MAX}
              disabled={disabled}
              className="max-w-20 text-center"
              onFaulty={setFaulty}
              onCommit={choose}
            />
            <IconButton
              icon={Plus}
              label={text.more}
              disabled={disabled || shown >= CAPACITY_MAX}
              onClick={() => choose(shown + 1)}
            />
          </span>
        )}
      </Field>
      <AutosaveNote of={choice} />
    </div>
  );
}
