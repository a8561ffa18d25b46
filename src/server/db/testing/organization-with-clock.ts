import type { Engine } from "./engines.ts";
import { addCompany, type Company } from "./add-people.ts";
import { recorderOn } from "./test-recorder.ts";

/** A company in a database of its own, on a clock that stands still until it is set. */
export async function companyAtWork(engine: Engine, company: Company = {}) {
  const clock = { now: 1_000 };
  const store = await engine.open({ now: () => clock.now });
  const orgId = await addCompany(store, company);
  return {
    clock,
    store,
    orgId,
    record: recorderOn(store),
    [Symbol.asyncDispose]: () => store.close(),
  };
}
