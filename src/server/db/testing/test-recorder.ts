import { createRecorder, type Record, type RecorderMeans } from "../record/recorder.ts";
import type { Store } from "../store/store.ts";

/** The `record` of a store: without chance, and of the instance to which `addPerson` connects people. */
export function recorderOn(store: Store, onRecorded: RecorderMeans["onRecorded"] = () => {}): Record {
  return createRecorder(store, {
    newId: () => crypto.randomUUID(),
    chance: () => 0,
    instanceId: "ins_test",
    onRecorded,
  });
}
