import { describe, expect, test } from "bun:test";
import {
  addPresence,
  markInstanceGone,
  PRESENCE_GRACE_MS,
  listSessionsOfAbsentMembers,
  markPresenceGone,
  listPresentMembers,
  deleteOldPresences,
} from "./member-presence.ts";
import { ENGINES } from "../testing/engines.ts";
import { openCommand } from "../testing/sample-commands.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";

for (const engine of ENGINES) {
  describe(`presence on ${engine.name}`, () => {
    test("lasts through the grace and not a millisecond longer", async () => {
      await using services = await organizationWithClock(engine);
      const { store, orgId } = services;
      const { id: memberId } = await addMemberWithAccount(store, orgId, "Ada", { present: false });
      const place = { orgId, memberId, instanceId: "ins_1" };
      expect(await listPresentMembers(store, orgId, 0)).toEqual(new Set());

      await store.transact((writer) => addPresence(writer, place, 1_000));
      expect(await listPresentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
      await store.transact((writer) => markPresenceGone(writer, place, 2_000));

      expect(await listPresentMembers(store, orgId, 2_000 + PRESENCE_GRACE_MS - 1)).toEqual(
        new Set([memberId]),
      );
      expect(await listPresentMembers(store, orgId, 2_000 + PRESENCE_GRACE_MS)).toEqual(new Set());
      await store.transact((writer) => addPresence(writer, place, 90_000));
      expect(await listPresentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
    });

    test("on another machine counts as well, until that machine is gone", async () => {
      await using services = await organizationWithClock(engine);
      const { store, orgId } = services;
      const { id: memberId } = await addMemberWithAccount(store, orgId, "Ada", { present: false });
      const [one, two] = ["ins_1", "ins_2"].map((instanceId) => ({ orgId, memberId, instanceId }));
      for (const place of [one, two]) {
        if (place !== undefined) await store.transact((writer) => addPresence(writer, place, 1_000));
      }

      if (one !== undefined) await store.transact((writer) => markPresenceGone(writer, one, 1_000));
      expect(await listPresentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
      const left = await store.transact((writer) => markInstanceGone(writer, "ins_2", 2_000));

      expect(left).toEqual([{ orgId, memberId, instanceId: "ins_2" }]);
      expect(await listPresentMembers(store, orgId, 2_000 + PRESENCE_GRACE_MS)).toEqual(new Set());
      await store.transact((writer) => deleteOldPresences(writer, 2_000));
      expect(await store.db.select().from(store.tables.presence)).toEqual([]);
    });

    test("who is gone and still holds chats is found", async () => {
      await using services = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = services;
      const { id: memberId } = await addMemberWithAccount(store, orgId, "Ada");
      await addMemberWithAccount(store, orgId, "Ben", { available: false });
      for (const name of ["c0", "c1"]) await record(orgId, openCommand(name));
      const place = { orgId, memberId, instanceId: "ins_test" };

      expect(await listSessionsOfAbsentMembers(store, 9_999_999)).toEqual([]);
      await store.transact((writer) => markPresenceGone(writer, place, 2_000));

      expect(await listSessionsOfAbsentMembers(store, 2_000 + PRESENCE_GRACE_MS - 1)).toEqual([]);
      const held = await listSessionsOfAbsentMembers(store, 2_000 + PRESENCE_GRACE_MS);
      expect(held.map(({ session: _, ...whose }) => whose)).toEqual([
        { orgId, memberId },
        { orgId, memberId },
      ]);
    });
  });
}
