import { createRecorder, type RecordCommand, type RecorderDeps } from "../record/recorder.ts";
import type { Store } from "../store/store.ts";

/**
 * Creates the `record` of a store, with a fixed random number, for the instance to which `addMemberWithAccount`
 * connects members.
 */
export function createTestRecorder(
  store: Store,
  onRecorded: RecorderDeps["onRecorded"] = () => {},
  onSetBack: RecorderDeps["onSetBack"] = () => {},
): RecordCommand {
  return createRecorder(store, {
    newId: () => crypto.randomUUID(),
    random: () => 0,
    instanceId: "ins_test",
    onSetBack,
    onRecorded,
  });
}
