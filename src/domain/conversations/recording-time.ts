import { type Instant, type Millis, SECOND } from "../model/instant.ts";

/** A clock that is behind by less is waited for: the record then stands still for that long, and nobody notices. */
const WAITED_FOR_MS: Millis = 10 * SECOND;

/** When something is recorded. */
export interface RecordingTime {
  now: Instant;
  /** By how much the record goes back, because the clock was ahead of the true time before; 0 if it does not. */
  setBackMs: Millis;
}

/**
 * The time of a write. It does not go back behind the newest fact for a step that is soon made up; for a longer one it
 * does, since everything would otherwise bear one instant of the future, and no silent chat would end until then.
 *
 * @param clock - what the store's clock says
 * @param recordedAt - the time of the newest fact
 */
export function recordingTime(clock: Instant, recordedAt: Instant): RecordingTime {
  const behindMs = recordedAt - clock;
  if (behindMs > WAITED_FOR_MS) return { now: clock, setBackMs: behindMs };
  return { now: Math.max(clock, recordedAt), setBackMs: 0 };
}
