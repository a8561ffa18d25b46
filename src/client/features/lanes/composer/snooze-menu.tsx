import { AlarmClock, AlarmClockOff, CalendarDays } from "lucide-react";
import { useState } from "react";
import type { Session } from "#domain/model/session.ts";
import { serverNow } from "../../../live/server-clock.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Menu } from "../../../ui/menu/menu.tsx";
import { MenuItem } from "../../../ui/menu/menu-item.tsx";
import { strings } from "../../../strings.ts";
import { snoozeMail } from "../chat/chat-actions.ts";
import { morningOf, snoozePresets } from "./snooze-presets.ts";

/** Puts my mail session aside until one of a few mornings, or a day that I choose. */
export function SnoozeMenu({ session: { id, snoozedUntil = null } }: { session: Session }) {
  const [isChoosing, setChoosing] = useState(false);
  if (isChoosing)
    return (
      <input
        type="date"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of the menu that had the focus
        autoFocus
        aria-label={strings.snooze.date}
        min={new Date(serverNow()).toLocaleDateString("sv")}
        className="min-h-7 rounded-8 border border-line-strong bg-surface px-1 text-13 max-md:min-h-11"
        onBlur={() => setChoosing(false)}
        onKeyDown={({ key, currentTarget }) => {
          if (key !== "Enter") return;
          const until = morningOf(currentTarget.value);
          if (until === null) return;
          setChoosing(false);
          void snoozeMail(id, until);
        }}
      />
    );
  return (
    <Menu
      label={strings.snooze.label}
      placement="up-left"
      trigger={<Icon of={AlarmClock} />}
      triggerClassName="inline-grid size-7 place-items-center rounded-8 text-ink-2 hover:bg-surface-3 hover:text-ink pointer-coarse:size-11"
    >
      {snoozedUntil !== null && (
        <MenuItem icon={AlarmClockOff} onSelect={() => void snoozeMail(id, null)}>
          {strings.snooze.wake}
        </MenuItem>
      )}
      {snoozePresets(serverNow()).map(({ name, until }) => (
        <MenuItem key={name} icon={AlarmClock} onSelect={() => void snoozeMail(id, until)}>
          {strings.snooze.presets[name]}
        </MenuItem>
      ))}
      <MenuItem icon={CalendarDays} onSelect={() => setChoosing(true)}>
        {strings.snooze.choose}
      </MenuItem>
    </Menu>
  );
}
