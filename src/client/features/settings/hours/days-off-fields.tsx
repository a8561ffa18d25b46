import { Plus, X } from "lucide-react";
import { useId } from "react";
import { NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import { DAYS_OFF_MAX } from "#domain/model/settings.ts";
import { Button } from "../../../ui/button/button.tsx";
import { IconButton } from "../../../ui/button/icon-button.tsx";
import { CONTROL_CLASSES } from "../../../ui/form/control-classes.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { DraftDayOff } from "./hours-draft.ts";
import type { DraftProps } from "./week-fields.tsx";
import { strings } from "../strings.ts";

const text = strings.hours;

/** The dates on which the company is closed. */
export function DaysOffFields({ draft, faults, change }: DraftProps) {
  const setDaysOff = (daysOff: readonly DraftDayOff[]) => change({ ...draft, daysOff });
  const edit = (edited: DraftDayOff) =>
    setDaysOff(draft.daysOff.map((one) => (one.id === edited.id ? edited : one)));
  const add = () => setDaysOff([...draft.daysOff, { id: crypto.randomUUID(), date: "", name: "" }]);
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 text-14 font-semibold">{text.daysOff}</legend>
      <p className="text-13 text-ink-2">{text.daysOffHint}</p>
      {draft.daysOff.map((dayOff, index) => (
        <DayOffRow
          key={dayOff.id}
          no={index + 1}
          dayOff={dayOff}
          fault={faults.get(dayOff.id) ?? null}
          edit={edit}
          remove={() => setDaysOff(draft.daysOff.filter((one) => one.id !== dayOff.id))}
        />
      ))}
      {draft.daysOff.length < DAYS_OFF_MAX && (
        <Button look="quiet" className="justify-self-start" onClick={add}>
          <Icon of={Plus} />
          <span>{text.addDayOff}</span>
        </Button>
      )}
    </fieldset>
  );
}

interface DayOffRowProps {
  no: number;
  dayOff: DraftDayOff;
  fault: string | null;
  edit: (dayOff: DraftDayOff) => void;
  remove: () => void;
}

function DayOffRow({ no, dayOff, fault, edit, remove }: DayOffRowProps) {
  const faultId = useId();
  const described = {
    "aria-invalid": fault === null ? undefined : true,
    "aria-describedby": fault === null ? undefined : faultId,
  };
  return (
    <div className="grid gap-1">
      <span className="flex flex-wrap items-center gap-2">
        <input
          type="date"
          aria-label={text.date(no)}
          {...described}
          value={dayOff.date}
          className={`${CONTROL_CLASSES} max-w-44`}
          onChange={(event) => edit({ ...dayOff, date: event.target.value })}
        />
        <input
          type="text"
          aria-label={text.dayOffName(no)}
          {...described}
          placeholder={text.dayOffExample}
          maxLength={NAME_MAX_LENGTH}
          value={dayOff.name}
          className={`${CONTROL_CLASSES} max-w-60`}
          onChange={(event) => edit({ ...dayOff, name: event.target.value })}
        />
        <IconButton icon={X} label={text.removeDayOff(no)} onClick={remove} />
      </span>
      {fault !== null && (
        <p id={faultId} role="alert" className="text-13 text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}
