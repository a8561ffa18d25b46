import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import { recordHeartbeat, removeInstance } from "../../db/instances/instances.ts";
import type { Writer } from "../../db/store/store.ts";
import type { ServiceContext } from "../context.ts";

/** The interval between heartbeats. */
export const HEARTBEAT_MS: Millis = 3 * SECOND;
/** A process without a heartbeat for this long loses its chatbot turns and its connections. */
export const DEAD_AFTER_MS: Millis = 10 * SECOND;
/** A longer interval counts as a gap. */
const LATE_MS: Millis = 2 * HEARTBEAT_MS;

/** The heartbeat of a process in the database. */
export interface Heartbeat {
  beat(): Promise<void>;
  /** Deletes the row, so that other instances take over at once. */
  stop(): Promise<void>;
  /**
   * Whether this heartbeat has had no gap for as long as other instances may go without one. After a pause of this
   * process or the database, all instances look dead for a moment, so a process that has just resumed takes over from
   * none.
   */
  isSteady(): boolean;
}

/** Creates the heartbeat of this process. Nothing is recorded until the first `beat()`. */
export function createHeartbeat({
  store,
  instanceId,
}: Pick<ServiceContext, "store" | "instanceId">): Heartbeat {
  let since: Instant = 0;
  let last: Instant | null = null;
  return {
    async beat() {
      const at = await store.transact((writer) => recordNow(writer, instanceId), { canWait: true });
      // Set back, the heartbeats of the others are from the future until they have sent another.
      if (last === null || at - last > LATE_MS || at < last) since = at;
      last = at;
    },
    stop: () => store.transact((writer) => removeInstance(writer, instanceId, null)),
    isSteady: () => last !== null && last - since >= DEAD_AFTER_MS,
  };
}

/** Records a heartbeat. @returns its time */
async function recordNow(writer: Writer, instanceId: string): Promise<Instant> {
  const now = await writer.now();
  await recordHeartbeat(writer, instanceId, now);
  return now;
}
