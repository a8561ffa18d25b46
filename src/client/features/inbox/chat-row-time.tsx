import { HOUR, MINUTE, SECOND } from "#domain/model/instant.ts";
import { useServerNow } from "../../live/server-clock.ts";
import { classNames } from "../../ui/class-names.ts";
import { timeOrDate, elapsedTime } from "../../ui/text/format-time.ts";
import { strings } from "../../strings.ts";
import { activeAt, type SectionName, waitingSince } from "./sections/sort-into-sections.ts";
import type { ChatCard } from "#domain/views/inbox.ts";

/** Waiting times from this value are highlighted; from twice this value they count as late. */
const TARGET_MS = MINUTE;
const UPDATE_INTERVAL_MS = 30 * SECOND;

/** How long a customer has waited, or the time of the last activity. Updates are not announced. */
export function ChatRowTime({ card, shelf: section }: { card: ChatCard; shelf: SectionName }) {
  return section === "waiting" ? (
    <WaitingTime since={waitingSince(card)} />
  ) : (
    <LastActivity at={activeAt(card)} />
  );
}

function WaitingTime({ since }: { since: number }) {
  const waited = useServerNow() - since;
  const isLate = waited >= 2 * TARGET_MS;
  return (
    <span
      className={classNames(
        "text-12 tabular-nums",
        isLate ? "font-semibold text-danger" : waited >= TARGET_MS ? "font-semibold text-wait" : "text-ink-3",
      )}
    >
      {isLate && <span>{`${strings.list.late} `}</span>}
      <span aria-hidden="true" translate="no">
        {elapsedTime(waited)}
      </span>
    </span>
  );
}

function LastActivity({ at }: { at: number }) {
  const now = useServerNow(UPDATE_INTERVAL_MS);
  return (
    <span aria-hidden="true" className="text-12 text-ink-3 tabular-nums">
      {ageOf(at, now)}
    </span>
  );
}

function ageOf(at: number, now: number): string {
  const span = now - at;
  if (span < MINUTE) return strings.list.now;
  return span < HOUR ? strings.list.minutes(Math.floor(span / MINUTE)) : timeOrDate(at, now);
}
