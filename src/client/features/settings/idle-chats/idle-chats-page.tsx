import { useState } from "react";
import { SECOND } from "#domain/model/instant.ts";
import type { SessionSettings } from "#domain/model/settings.ts";
import { api } from "../../../api/api-hooks.ts";
import { CONTROL_CLASSES } from "../../../ui/form/control-classes.ts";
import { Field } from "../../../ui/form/field.tsx";
import { NumberInput } from "../../../ui/form/number-input.tsx";
import { AutosaveNote } from "../form/autosave-note.tsx";
import {
  inUnit,
  limitBounds,
  type TimeUnit,
  toMs,
  unitOf,
  warningBounds,
  clampWarning,
} from "./idle-limit-units.ts";
import { SettingsLoaded } from "../layout/settings-loaded.tsx";
import { type Autosave, useAutosave } from "../form/use-autosave.ts";
import { useIsAdmin } from "../../../live/use-is-admin.ts";
import { strings } from "../strings.ts";

const text = strings.sessions;

/** The settings for when an idle chat ends, and when its customer is warned. */
export function IdleChatsPage() {
  return <SettingsLoaded>{(view) => <Sessions sessions={view.settings.sessions} />}</SettingsLoaded>;
}

function Sessions({ sessions }: { sessions: SessionSettings }) {
  const disabled = !useIsAdmin();
  const utils = api.useUtils();
  const { mutateAsync } = api.settings.setSessions.useMutation();
  const choice = useAutosave(sessions, async (next) => {
    await mutateAsync(next);
    await utils.settings.get.invalidate();
  });
  return (
    <div className="grid gap-5">
      <Limit choice={choice} disabled={disabled} />
      <Warning choice={choice} disabled={disabled} />
      <AutosaveNote of={choice} />
      <p className="text-13 text-ink-2">{text.also}</p>
    </div>
  );
}

interface TimeProps {
  choice: Autosave<SessionSettings>;
  disabled: boolean;
}

function Limit({ choice: { shown, choose }, disabled }: TimeProps) {
  const [isFaulty, setFaulty] = useState(false);
  const [picked, setPicked] = useState<TimeUnit | null>(null);
  // A limit that is not a whole number of minutes is shown in seconds, whichever unit was picked, because minutes
  // would round it.
  const unit = picked === "seconds" ? "seconds" : unitOf(shown.limitMs);

  function pick(next: TimeUnit) {
    setPicked(next);
    if (next === "minutes") choose(clampWarning(toMs(inUnit(shown.limitMs, next), next), shown.warningMs));
  }

  return (
    <Field label={text.endAfter} hint={text.endAfterHint} error={isFaulty ? text.endAfterWrong : null}>
      {(control) => (
        <span className="flex gap-2">
          <NumberInput
            {...control}
            {...limitBounds(unit)}
            key={unit}
            value={inUnit(shown.limitMs, unit)}
            disabled={disabled}
            className="max-w-28"
            onFaulty={setFaulty}
            onCommit={(count) => choose(clampWarning(toMs(count, unit), shown.warningMs))}
          />
          <select
            aria-label={text.unit}
            value={unit}
            disabled={disabled}
            className={`${CONTROL_CLASSES} max-w-36`}
            onChange={(event) => pick(event.target.value === "minutes" ? "minutes" : "seconds")}
          >
            <option value="minutes">{text.minutes}</option>
            <option value="seconds">{text.seconds}</option>
          </select>
        </span>
      )}
    </Field>
  );
}

function Warning({ choice: { shown, choose }, disabled }: TimeProps) {
  const [isFaulty, setFaulty] = useState(false);
  const bounds = warningBounds(shown.limitMs);
  return (
    <Field label={text.warn} hint={text.warnHint} error={isFaulty ? text.warnWrong(bounds.max) : null}>
      {(control) => (
        <NumberInput
          {...control}
          {...bounds}
          value={Math.round(shown.warningMs / SECOND)}
          disabled={disabled}
          className="max-w-28"
          onFaulty={setFaulty}
          onCommit={(seconds) => choose({ ...shown, warningMs: seconds * SECOND })}
        />
      )}
    </Field>
  );
}
