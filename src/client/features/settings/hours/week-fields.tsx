import { Plus, X } from "lucide-react";
import { useId } from "react";
import { HOURS_OF_DAY_MAX, type Weekday } from "#domain/model/settings.ts";
import { Button } from "../../../ui/button/button.tsx";
import { IconButton } from "../../../ui/button/icon-button.tsx";
import { CONTROL_CLASSES } from "../../../ui/form/control-classes.ts";
import { Icon } from "../../../ui/icon.tsx";
import { copyMonday, type DraftHours, type HoursDraft, WEEKDAYS } from "./hours-draft.ts";
import { formatTimeOfDay, readTimeOfDay } from "./time-of-day.ts";
import { strings } from "../strings.ts";

const text = strings.hours;

/** A form that is edited, and its faults by row. */
export interface DraftProps {
  draft: HoursDraft;
  faults: ReadonlyMap<string, string>;
  change: (draft: HoursDraft) => void;
}

/** The hours of each day of the week. */
export function WeekFields(props: DraftProps) {
  const { draft, change } = props;
  return (
    <div className="grid gap-1">
      <ul className="grid gap-3">
        {WEEKDAYS.map((day) => (
          <DayFields key={day} {...props} day={day} />
        ))}
      </ul>
      <Button
        look="quiet"
        size="small"
        className="justify-self-start"
        onClick={() => change(copyMonday(draft, () => crypto.randomUUID()))}
      >
        {text.copyMonday}
      </Button>
    </div>
  );
}

function DayFields({ day, draft, faults, change }: DraftProps & { day: Weekday }) {
  const name = text.days[day];
  const ofDay = draft.week.filter((hours) => hours.day === day);
  const setWeek = (week: readonly DraftHours[]) => change({ ...draft, week });
  const edit = (edited: DraftHours) =>
    setWeek(draft.week.map((one) => (one.id === edited.id ? edited : one)));
  const add = () => {
    const last = ofDay.at(-1)?.closes;
    const added = last === undefined ? { opens: "9:00", closes: "17:00" } : { opens: last, closes: "" };
    setWeek([...draft.week, { id: crypto.randomUUID(), day, ...added }]);
  };
  return (
    <li className="grid grid-cols-[7rem_minmax(0,1fr)] items-start gap-x-3 max-md:grid-cols-1">
      <span className="flex min-h-9 items-center text-14 font-semibold">{name}</span>
      <div className="flex flex-wrap items-start gap-2">
        {ofDay.length === 0 && (
          <span className="flex min-h-9 items-center text-14 text-ink-2">{text.closed}</span>
        )}
        {ofDay.map((hours, index) => (
          <HoursRow
            key={hours.id}
            name={index === 0 ? name : text.further(name, index + 1)}
            hours={hours}
            fault={faults.get(hours.id) ?? null}
            edit={edit}
            remove={() => setWeek(draft.week.filter(({ id }) => id !== hours.id))}
          />
        ))}
        {ofDay.length < HOURS_OF_DAY_MAX && (
          <Button look="quiet" aria-label={text.addOn(name)} onClick={add}>
            <Icon of={Plus} />
            <span>{text.add}</span>
          </Button>
        )}
      </div>
    </li>
  );
}

interface HoursRowProps {
  /** The day, with a number if it is not its first row. */
  name: string;
  hours: DraftHours;
  fault: string | null;
  edit: (hours: DraftHours) => void;
  remove: () => void;
}

function HoursRow({ name, hours, fault, edit, remove }: HoursRowProps) {
  const faultId = useId();
  const field = (which: "opens" | "closes") => (
    <input
      type="text"
      autoComplete="off"
      aria-label={text[which](name)}
      aria-invalid={fault === null ? undefined : true}
      aria-describedby={fault === null ? undefined : faultId}
      value={hours[which]}
      className={`${CONTROL_CLASSES} max-w-20 text-center tabular-nums`}
      onChange={(event) => edit({ ...hours, [which]: event.target.value })}
      onBlur={() => edit({ ...hours, [which]: tidy(hours[which]) })}
    />
  );
  return (
    <div className="grid gap-1">
      <span className="flex items-center gap-2 text-14">
        {field("opens")}
        <span>{text.to}</span>
        {field("closes")}
        <IconButton icon={X} label={text.remove(name)} onClick={remove} />
      </span>
      {fault !== null && (
        <p id={faultId} role="alert" className="max-w-70 text-13 text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}

/** What is read of a typed time, as all times are written. */
function tidy(typed: string): string {
  const read = readTimeOfDay(typed);
  return read === null ? typed : formatTimeOfDay(read);
}
