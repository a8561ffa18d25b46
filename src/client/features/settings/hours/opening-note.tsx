import { Clock } from "lucide-react";
import { useEffect } from "react";
import type { Instant } from "#domain/model/instant.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";
import { api } from "../../../api/api-hooks.ts";
import { serverNow } from "../../../live/server-clock.ts";
import { Icon } from "../../../ui/icon.tsx";
import { openingText } from "./opening-text.ts";
import { strings } from "../strings.ts";

/** The longest time that a timer of a browser takes, in ms. */
const TIMER_MAX = 2_147_483_647;

/** "Open now, closes today at 17:00." by the stored hours; it keeps up with the time. */
export function OpeningNote({ opening, timeZone }: { opening: SettingsView["opening"]; timeZone: string }) {
  useReadAgainAt(opening.until);
  return (
    <p className="flex items-start gap-2 rounded-8 bg-surface-2 p-3 text-14">
      <Icon of={Clock} className={opening.isOpen ? "mt-0.5 text-live" : "mt-0.5 text-ink-2"} />
      <span className="grid">
        <span className="text-13 text-ink-2">{strings.hours.preview}</span>
        <span>{openingText(opening, timeZone, serverNow())}</span>
      </span>
    </p>
  );
}

function useReadAgainAt(until: Instant | null) {
  const { settings } = api.useUtils();
  useEffect(() => {
    if (until === null) return;
    const wait = Math.min(Math.max(until - serverNow(), 0), TIMER_MAX);
    const timer = setTimeout(() => void settings.get.invalidate(), wait);
    return () => clearTimeout(timer);
  }, [until, settings]);
}
