import { createRecorder } from "../../db/record/recorder.ts";
import type { Store } from "../../db/store/store.ts";
import type { ServiceContext } from "../context.ts";

/** Creates the part of the services that erasing and reading need. */
export function serviceContextOn(store: Store): ServiceContext {
  let ids = 0;
  const record = createRecorder(store, {
    onSetBack: () => {},
    // Ids are the same in every run, so that rows always have the same places in a file.
    newId: () => Bun.hash(`id ${(ids += 1)}`).toString(),
    random: () => 0,
    instanceId: "ins_test",
    onRecorded: () => {},
  });
  return { store, record, spokenWords: new Map(), report: complain } as unknown as ServiceContext;
}

function complain(what: string, error: unknown): never {
  throw new Error(what, { cause: error });
}
