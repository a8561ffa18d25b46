import { BOT_UNSURE_RULES, EQUAL_LOAD_RULES, PERSON_ASKED_RULES, POLICIES } from "#domain/model/settings.ts";
import { USES_EQUAL_LOAD } from "#domain/routing/assignment.ts";
import { RadioGroup } from "../../../ui/form/radio-group.tsx";
import { SelectField } from "../../../ui/form/select-field.tsx";
import { WhoAnswersSwitch } from "./who-answers-switch.tsx";
import { CapacityField } from "./capacity-field.tsx";
import { AutosaveNote } from "../form/autosave-note.tsx";
import { SettingsLoaded } from "../layout/settings-loaded.tsx";
import { useSaveAssigning } from "./use-save-assigning.ts";
import { useSaveFallbacks } from "./use-save-fallbacks.ts";
import { useAutosave } from "../form/use-autosave.ts";
import { useIsAdmin } from "../../../live/use-is-admin.ts";
import { strings } from "../strings.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";

const text = strings.answering;

/** The settings for who answers, and for how chats are assigned to agents. */
export function AnsweringPage() {
  return <SettingsLoaded>{(view) => <Answering view={view} />}</SettingsLoaded>;
}

function Answering({ view }: { view: SettingsView }) {
  const disabled = !useIsAdmin();
  const { assigning } = view.settings;
  return (
    <div className="grid gap-3">
      <WhoAnswersSwitch view={view} disabled={disabled} />
      <hr className="my-1 border-line" />
      <div className="grid gap-4 @lg:grid-cols-2">
        <PersonAsked view={view} disabled={disabled} />
        <BotUnsure view={view} disabled={disabled} />
      </div>
      <Policy view={view} disabled={disabled} />
      {USES_EQUAL_LOAD[assigning.policy] && <EqualLoad view={view} disabled={disabled} />}
      <CapacityField capacity={assigning.capacity} disabled={disabled} />
    </div>
  );
}

interface RowProps {
  view: SettingsView;
  disabled: boolean;
}

function PersonAsked({ view, disabled }: RowProps) {
  const save = useSaveFallbacks();
  return (
    <SelectSetting
      labels={text.personAsked}
      values={PERSON_ASKED_RULES}
      stored={view.settings.fallbacks.onPersonAsked}
      save={(onPersonAsked) => save({ onPersonAsked })}
      disabled={disabled}
    />
  );
}

function BotUnsure({ view, disabled }: RowProps) {
  const save = useSaveFallbacks();
  return (
    <SelectSetting
      labels={text.unsure}
      values={BOT_UNSURE_RULES}
      stored={view.settings.fallbacks.onBotUnsure}
      save={(onBotUnsure) => save({ onBotUnsure })}
      disabled={disabled}
    />
  );
}

function Policy({ view, disabled }: RowProps) {
  const save = useSaveAssigning();
  return (
    <RadioSetting
      labels={text.policy}
      values={POLICIES}
      stored={view.settings.assigning.policy}
      save={(policy) => save({ policy })}
      disabled={disabled}
    />
  );
}

function EqualLoad({ view, disabled }: RowProps) {
  const save = useSaveAssigning();
  return (
    <RadioSetting
      labels={text.equalLoad}
      values={EQUAL_LOAD_RULES}
      stored={view.settings.assigning.equalLoad}
      save={(equalLoad) => save({ equalLoad })}
      disabled={disabled}
    />
  );
}

/** A choice that is saved at once. */
interface SettingProps<Value extends string> {
  labels: { label: string } & Record<Value, string>;
  values: readonly Value[];
  /** The value on the server. */
  stored: Value;
  save: (value: Value) => Promise<void>;
  disabled: boolean;
}

function SelectSetting<Value extends string>({ stored, save, ...props }: SettingProps<Value>) {
  const choice = useAutosave(stored, save);
  return (
    <div className="grid content-start gap-1">
      <SelectField {...optionsOf(props)} value={choice.shown} onChange={choice.choose} />
      <AutosaveNote of={choice} />
    </div>
  );
}

function RadioSetting<Value extends string>({ stored, save, ...props }: SettingProps<Value>) {
  const choice = useAutosave(stored, save);
  return (
    <RadioGroup {...optionsOf(props)} value={choice.shown} onChange={choice.choose}>
      <AutosaveNote of={choice} />
    </RadioGroup>
  );
}

function optionsOf<Value extends string>(props: Omit<SettingProps<Value>, "stored" | "save">) {
  const { labels, values, disabled } = props;
  return { label: labels.label, options: values.map((value) => ({ value, label: labels[value] })), disabled };
}
