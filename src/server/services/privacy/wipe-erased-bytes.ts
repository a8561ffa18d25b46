import { DAY, HOUR, type Instant } from "#domain/model/instant.ts";
import { mayWipeHold } from "#domain/privacy/wipe-hour.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Creates the function that removes what was erased from the files of the database, to be called every few seconds: as
 * soon as that holds up nobody, and at the latest in the next night, when it holds up other writes once.
 *
 * @param hourOf - the hour of an instant where the server is, 0 to 23
 */
export function createWipeOfErasedBytes(
  { store }: Pick<ServiceContext, "store">,
  hourOf: (at: Instant) => number = (at) => new Date(at).getHours(),
): () => Promise<void> {
  let heldAt: Instant = -DAY;

  return async () => {
    const now = await store.now();
    const mayHold = mayWipeHold(hourOf(now)) && Math.abs(now - heldAt) > HOUR;
    const isDone = await store.wipe({ mayHold });
    if (mayHold && isDone) heldAt = now;
  };
}
