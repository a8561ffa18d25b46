import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import { recordHeartbeat, removeInstance } from "../../db/instances/instances.ts";
import type { ServiceContext } from "../context.ts";

/** How often a process says that it is alive. */
export const HEARTBEAT_MS: Millis = 3 * SECOND;
/** A process that has not been heard of for this long has lost its chatbot's turns and its connections. */
export const DEAD_AFTER_MS: Millis = 10 * SECOND;
/** A later beat than this is a gap. */
const LATE_MS: Millis = 2 * HEARTBEAT_MS;

/** A process's sign of life in the database. */
export interface Heartbeat {
  beat(): Promise<void>;
  /** Leaves no trace, so that others take over at once what is left. */
  stop(): Promise<void>;
  /**
   * Whether this process has been heard of without a gap for as long as others may be silent. After a pause, its own
   * or the database's, everybody looks dead for a moment: who has just come back judges nobody.
   */
  isSteady(): boolean;
}

/** A heart that has not beaten yet. */
export function createHeartbeat({
  store,
  instanceId,
}: Pick<ServiceContext, "store" | "instanceId">): Heartbeat {
  let since: Instant = 0;
  let last: Instant | null = null;
  return {
    async beat() {
      const at = await store.transact(async (writer) => {
        const now = await writer.now();
        await recordHeartbeat(writer, instanceId, now);
        return now;
      });
      if (last === null || at - last > LATE_MS) since = at;
      last = at;
    },
    stop: () =>
      store.transact(async (writer) => removeInstance(writer, instanceId, (await writer.now()) + 1)),
    isSteady: () => last !== null && last - since >= DEAD_AFTER_MS,
  };
}
