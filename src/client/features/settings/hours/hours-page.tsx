import type { SettingsView } from "#domain/views/settings-view.ts";
import { SaveBar } from "../../../ui/form/save-bar.tsx";
import { RadioGroup } from "../../../ui/form/radio-group.tsx";
import { SelectField } from "../../../ui/form/select-field.tsx";
import { Switch } from "../../../ui/form/switch.tsx";
import { useUnsavedChangesGuard } from "../../../ui/form/use-unsaved-changes-guard.ts";
import { useIsAdmin } from "../../../live/use-is-admin.ts";
import { SettingsLoaded } from "../layout/settings-loaded.tsx";
import { DaysOffFields } from "./days-off-fields.tsx";
import type { HoursDraft } from "./hours-draft.ts";
import { OpeningNote } from "./opening-note.tsx";
import { useHoursForm } from "./use-hours-form.ts";
import { type DraftProps, WeekFields } from "./week-fields.tsx";
import { strings } from "../strings.ts";

const text = strings.hours;

/** The hours in which people answer, and what happens outside them. */
export function HoursPage() {
  return <SettingsLoaded>{(view) => <HoursForm view={view} />}</SettingsLoaded>;
}

function HoursForm({ view: { settings, opening } }: { view: SettingsView }) {
  const mayChange = useIsAdmin();
  const { draft, change, discard, save, faults, ...bar } = useHoursForm(settings.hours);
  useUnsavedChangesGuard(bar.isDirty ? strings.bar.leave : null);
  return (
    <form noValidate className="grid gap-5" onSubmit={(event) => void save(event)}>
      <OpeningNote opening={opening} timeZone={settings.hours.timeZone} />
      <fieldset disabled={!mayChange} className="grid min-w-0 gap-5">
        <div className="flex items-center justify-between gap-3">
          <span className="grid">
            <span className="text-14 font-semibold">{text.alwaysOpen}</span>
            <span className="text-13 text-ink-2">{text.alwaysOpenHint}</span>
          </span>
          <Switch
            label={text.alwaysOpen}
            checked={draft.isAlwaysOpen}
            disabled={!mayChange}
            onChange={(isAlwaysOpen) => change(turned(draft, isAlwaysOpen))}
          />
        </div>
        {!draft.isAlwaysOpen && <TimesFields draft={draft} faults={faults} change={change} />}
      </fieldset>
      {mayChange && (
        <SaveBar {...bar} strings={{ ...strings.bar, saved: strings.saved }} onDiscard={discard} />
      )}
    </form>
  );
}

function TimesFields(props: DraftProps) {
  const { draft, change } = props;
  return (
    <>
      <SelectField
        label={text.timeZone}
        value={draft.timeZone}
        options={timeZones(draft.timeZone)}
        onChange={(timeZone) => change({ ...draft, timeZone })}
      />
      <WeekFields {...props} />
      <DaysOffFields {...props} />
      <RadioGroup
        label={text.outside.label}
        value={draft.outside}
        options={[
          { value: "bot", label: text.outside.bot },
          { value: "message", label: text.outside.message },
        ]}
        onChange={(outside) => change({ ...draft, outside })}
      >
        <p className="text-13 text-ink-2">{text.outside.hint[draft.outside]}</p>
      </RadioGroup>
    </>
  );
}

/** The form with "Always open" turned. The first time, the zone is that of the browser. */
function turned(draft: HoursDraft, isAlwaysOpen: boolean): HoursDraft {
  const isFirst = !isAlwaysOpen && draft.timeZone === "UTC";
  return { ...draft, isAlwaysOpen, timeZone: isFirst ? browserZone() : draft.timeZone };
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** All time zones that the browser knows, with the stored one, which it may know by another name. */
function timeZones(stored: string) {
  const names = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", browserZone(), stored]);
  return [...names].toSorted().map((value) => ({ value, label: value.replaceAll("_", " ") }));
}
