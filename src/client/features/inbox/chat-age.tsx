import { HOUR, MINUTE, SECOND } from "#domain/model/instant.ts";
import type { Card } from "#domain/views/team-view.ts";
import { useServerNow } from "../../live/server-clock.ts";
import { classes } from "../../ui/class-names.ts";
import { shortWhen, timer } from "../../ui/text/format-time.ts";
import { words } from "../../strings.ts";
import { activeAt, type ShelfName, waitingSince } from "./sections/sort-into-sections.ts";

/** How long somebody may wait before it is shown that they do; at twice that they are late. */
const TARGET_MS = MINUTE;
const SLOWLY_MS = 30 * SECOND;

/** How long a customer has waited, or when something last happened. The ticking is not read out. */
export function Age({ card, shelf }: { card: Card; shelf: ShelfName }) {
  return shelf === "waiting" ? <Wait since={waitingSince(card)} /> : <Past at={activeAt(card)} />;
}

function Wait({ since }: { since: number }) {
  const waited = useServerNow() - since;
  const isLate = waited >= 2 * TARGET_MS;
  return (
    <span
      className={classes(
        "text-12 tabular-nums",
        isLate ? "font-semibold text-danger" : waited >= TARGET_MS ? "font-semibold text-wait" : "text-ink-3",
      )}
    >
      {isLate && `${words.list.late} `}
      <span aria-hidden="true">{timer(waited)}</span>
    </span>
  );
}

function Past({ at }: { at: number }) {
  const now = useServerNow(SLOWLY_MS);
  return (
    <span aria-hidden="true" className="text-12 text-ink-3 tabular-nums">
      {ageOf(at, now)}
    </span>
  );
}

function ageOf(at: number, now: number): string {
  const span = now - at;
  if (span < MINUTE) return words.list.now;
  return span < HOUR ? words.list.minutes(Math.floor(span / MINUTE)) : shortWhen(at, now);
}
