import type { SettingsView } from "#domain/views.ts";
import { RadioRow } from "../../ui/radio-row.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { AnswersSwitch } from "./answers-switch.tsx";
import { CapacityStepper } from "./capacity-stepper.tsx";
import { ChoiceNote } from "./choice-note.tsx";
import { SettingsLoaded } from "./settings-loaded.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useSetAssigning, useSetFallbacks } from "./use-set-answering.ts";
import { useChoice } from "./use-choice.ts";
import { useMayChange } from "./use-may-change.ts";
import { words } from "./words.ts";

const text = words.answering;

/** Who answers, and how chats come to agents. */
export function AnsweringPage() {
  return (
    <SettingsPage title={words.nav.answering}>
      <SettingsLoaded>{(view) => <Answering view={view} />}</SettingsLoaded>
    </SettingsPage>
  );
}

function Answering({ view }: { view: SettingsView }) {
  const disabled = !useMayChange();
  const { assigning } = view.settings;
  return (
    <div className="grid gap-3">
      <AnswersSwitch view={view} disabled={disabled} />
      <hr className="my-1 border-line" />
      <div className="grid gap-4 sm:grid-cols-2">
        <PersonAsked view={view} disabled={disabled} />
        <BotUnsure view={view} disabled={disabled} />
      </div>
      <Policy view={view} disabled={disabled} />
      {assigning.policy === "least-busy" && <EqualLoad view={view} disabled={disabled} />}
      <CapacityStepper capacity={assigning.capacity} disabled={disabled} />
    </div>
  );
}

interface RowProps {
  view: SettingsView;
  disabled: boolean;
}

function PersonAsked({ view, disabled }: RowProps) {
  const save = useSetFallbacks();
  const choice = useChoice(view.settings.fallbacks.onPersonAsked, (onPersonAsked) => save({ onPersonAsked }));
  const { label, queue, confirm } = text.personAsked;
  return (
    <div className="grid content-start gap-1">
      <SelectField
        label={label}
        value={choice.shown}
        disabled={disabled}
        options={[
          { value: "queue", label: queue },
          { value: "confirm", label: confirm },
        ]}
        onChange={choice.choose}
      />
      <ChoiceNote of={choice} />
    </div>
  );
}

function BotUnsure({ view, disabled }: RowProps) {
  const save = useSetFallbacks();
  const choice = useChoice(view.settings.fallbacks.onBotUnsure, (onBotUnsure) => save({ onBotUnsure }));
  return (
    <div className="grid content-start gap-1">
      <SelectField
        label={text.unsure.label}
        value={choice.shown}
        disabled={disabled}
        options={[
          { value: "offer-person", label: text.unsure["offer-person"] },
          { value: "queue", label: text.unsure.queue },
        ]}
        onChange={choice.choose}
      />
      <ChoiceNote of={choice} />
    </div>
  );
}

function Policy({ view, disabled }: RowProps) {
  const save = useSetAssigning();
  const choice = useChoice(view.settings.assigning.policy, (policy) => save({ policy }));
  const options = (["least-busy", "take-turns", "random"] as const).map((value) => ({
    value,
    label: text.policy[value],
  }));
  return (
    <RadioRow
      label={text.policy.label}
      value={choice.shown}
      disabled={disabled}
      options={options}
      onChange={choice.choose}
    >
      <ChoiceNote of={choice} />
    </RadioRow>
  );
}

function EqualLoad({ view, disabled }: RowProps) {
  const save = useSetAssigning();
  const choice = useChoice(view.settings.assigning.equalLoad, (equalLoad) => save({ equalLoad }));
  const options = (["take-turns", "random"] as const).map((value) => ({
    value,
    label: text.equalLoad[value],
  }));
  return (
    <RadioRow
      label={text.equalLoad.label}
      value={choice.shown}
      disabled={disabled}
      options={options}
      onChange={choice.choose}
    >
      <ChoiceNote of={choice} />
    </RadioRow>
  );
}
