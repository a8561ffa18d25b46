import { describe, expect, test } from "bun:test";
import {
  arrive,
  endInstance,
  GRACE_MS,
  heldByGone,
  leave,
  presentMembers,
  sweepPresences,
} from "./member-presence.ts";
import { ENGINES } from "../testing/engines.ts";
import { open } from "../testing/sample-commands.ts";
import { companyAtWork } from "../testing/organization-with-clock.ts";
import { addPerson } from "../testing/add-people.ts";

for (const engine of ENGINES) {
  describe(`presence on ${engine.name}`, () => {
    test("lasts through the grace and not a millisecond longer", async () => {
      await using desk = await companyAtWork(engine);
      const { store, orgId } = desk;
      const { id: memberId } = await addPerson(store, orgId, "Ada", { present: false });
      const place = { orgId, memberId, instanceId: "ins_1" };
      expect(await presentMembers(store, orgId, 0)).toEqual(new Set());

      await store.transact((writer) => arrive(writer, place, 1_000));
      expect(await presentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
      await store.transact((writer) => leave(writer, place, 2_000));

      expect(await presentMembers(store, orgId, 2_000 + GRACE_MS - 1)).toEqual(new Set([memberId]));
      expect(await presentMembers(store, orgId, 2_000 + GRACE_MS)).toEqual(new Set());
      await store.transact((writer) => arrive(writer, place, 90_000));
      expect(await presentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
    });

    test("on another machine counts as well, until that machine is gone", async () => {
      await using desk = await companyAtWork(engine);
      const { store, orgId } = desk;
      const { id: memberId } = await addPerson(store, orgId, "Ada", { present: false });
      const [one, two] = ["ins_1", "ins_2"].map((instanceId) => ({ orgId, memberId, instanceId }));
      for (const place of [one, two]) {
        if (place !== undefined) await store.transact((writer) => arrive(writer, place, 1_000));
      }

      if (one !== undefined) await store.transact((writer) => leave(writer, one, 1_000));
      expect(await presentMembers(store, orgId, 9_999_999)).toEqual(new Set([memberId]));
      const left = await store.transact((writer) => endInstance(writer, "ins_2", 2_000));

      expect(left).toEqual([{ orgId, memberId, instanceId: "ins_2" }]);
      expect(await presentMembers(store, orgId, 2_000 + GRACE_MS)).toEqual(new Set());
      await store.transact((writer) => sweepPresences(writer, 2_000));
      expect(await store.db.select().from(store.tables.presence)).toEqual([]);
    });

    test("who is gone and still holds chats is found", async () => {
      await using desk = await companyAtWork(engine, { answers: "agents" });
      const { store, orgId, record } = desk;
      const { id: memberId } = await addPerson(store, orgId, "Ada");
      await addPerson(store, orgId, "Ben", { available: false });
      for (const name of ["c0", "c1"]) await record(orgId, open(name));
      const place = { orgId, memberId, instanceId: "ins_test" };

      expect(await heldByGone(store, 9_999_999)).toEqual([]);
      await store.transact((writer) => leave(writer, place, 2_000));

      expect(await heldByGone(store, 2_000 + GRACE_MS - 1)).toEqual([]);
      const held = await heldByGone(store, 2_000 + GRACE_MS);
      expect(held.map(({ session: _, ...whose }) => whose)).toEqual([
        { orgId, memberId },
        { orgId, memberId },
      ]);
    });
  });
}
