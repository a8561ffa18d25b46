import { DAY, HOUR, type Instant, type Millis, MINUTE } from "#domain/model/instant.ts";
import { mayWipeHold } from "#domain/privacy/wipe-hour.ts";
import type { ServiceContext } from "../context.ts";

/**
 * How long nothing is tried after a failure. What fails is mostly a disk without room for a second copy of the file,
 * which every attempt fills for some seconds, while at night others wait: twice then, so that a backup that is just
 * running does not put it off by a day.
 */
const REST_AFTER_FAILURE_MS: Millis = 30 * MINUTE;

/**
 * Creates the function that removes what was erased from the files of the database, to be called every few seconds: as
 * soon as that holds up nobody, and at the latest in the next night, when it holds up other writes once.
 *
 * It ends when its signal aborts, and rejects with what failed, and then does nothing for half an hour.
 *
 * @param hourOf - the hour of an instant where the server is, 0 to 23
 */
export function createWipeOfErasedBytes(
  { store }: Pick<ServiceContext, "store">,
  hourOf: (at: Instant) => number = (at) => new Date(at).getHours(),
): (signal?: AbortSignal) => Promise<void> {
  let heldAt: Instant = -DAY;
  let failedAt: Instant = -DAY;

  return async (signal) => {
    const now = await store.now();
    if (Math.abs(now - failedAt) < REST_AFTER_FAILURE_MS) return;
    const mayHold = mayWipeHold(hourOf(now)) && Math.abs(now - heldAt) > HOUR;
    try {
      const isDone = await store.wipe({ mayHold, signal });
      if (mayHold && isDone) heldAt = now;
    } catch (error) {
      failedAt = now;
      throw error;
    }
  };
}
