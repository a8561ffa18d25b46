import { describe, expect, test } from "bun:test";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";
import { isSomebodyAvailable, listOrganizationsWithSomebodyAvailable } from "./available-members.ts";
import { markPresenceGone, PRESENCE_GRACE_MS } from "./member-presence.ts";

for (const engine of ENGINES) {
  describe(`who is available on ${engine.name}`, () => {
    test("is who is switched on, active and present", async () => {
      await using it = await organizationWithClock(engine);
      const { store, orgId } = it;
      expect(await isSomebodyAvailable(store, orgId, 0)).toBe(false);

      await addMemberWithAccount(store, orgId, "Ada", { available: false });
      await addMemberWithAccount(store, orgId, "Ben", { active: false });
      await addMemberWithAccount(store, orgId, "Cleo", { present: false });
      expect(await isSomebodyAvailable(store, orgId, 0)).toBe(false);
      expect(await listOrganizationsWithSomebodyAvailable(store, 0)).toEqual(new Set());

      await addMemberWithAccount(store, orgId, "Dan");
      expect(await isSomebodyAvailable(store, orgId, 0)).toBe(true);
      expect(await listOrganizationsWithSomebodyAvailable(store, 0)).toEqual(new Set([orgId]));
    });

    test("is nobody of another company, and nobody any more once the grace is over", async () => {
      await using it = await organizationWithClock(engine);
      const { store, orgId } = it;
      const other = await addOrganization(store);
      const { id: memberId } = await addMemberWithAccount(store, orgId, "Ada");
      const place = { orgId, memberId, instanceId: "ins_test" };
      expect(await isSomebodyAvailable(store, other, 0)).toBe(false);

      await store.transact((writer) => markPresenceGone(writer, place, 1_000));

      const times = [1_000 + PRESENCE_GRACE_MS - 1, 1_000 + PRESENCE_GRACE_MS];
      expect(await Promise.all(times.map((now) => isSomebodyAvailable(store, orgId, now)))).toEqual([
        true,
        false,
      ]);
    });
  });
}
