import type { Engine } from "./engines.ts";
import { addOrganization, type OrganizationOptions } from "./add-organization.ts";
import { createTestRecorder } from "./test-recorder.ts";

/** Opens an organization in a separate database, with a clock that is set by the test. */
export async function organizationWithClock(engine: Engine, company: OrganizationOptions = {}) {
  const clock = { now: 1_000 };
  const store = await engine.open({ now: () => clock.now });
  const orgId = await addOrganization(store, company);
  return {
    clock,
    store,
    orgId,
    record: createTestRecorder(store),
    [Symbol.asyncDispose]: () => store.close(),
  };
}
