import type { Instant } from "#domain/model/instant.ts";
import { clockTime, dateAndTime } from "./format-time.ts";

/** A time of day on one line, with the date in its tooltip. */
export function ClockTime({ at }: { at: Instant }) {
  return (
    <time
      translate="no"
      dateTime={new Date(at).toISOString()}
      title={dateAndTime(at)}
      className="whitespace-nowrap text-ink-3 tabular-nums"
    >
      {clockTime(at)}
    </time>
  );
}
