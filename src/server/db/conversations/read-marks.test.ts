import { describe, expect, test } from "bun:test";
import type { MemberId } from "#domain/model/ids.ts";
import { raiseReadMark, readMarks, seenByMembers } from "./read-marks.ts";
import { ENGINES } from "../testing/engines.ts";
import { openCommand } from "../testing/sample-commands.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";

for (const engine of ENGINES) {
  describe(`read marks on ${engine.name}`, () => {
    test("only rise, and each reader has their own", async () => {
      await using services = await organizationWithClock(engine);
      const { store, orgId, record } = services;
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      const [ben, cleo]: MemberId[] = ["mem_ben", "mem_cleo"];
      const raise = (reader: MemberId | "customer", count: number) =>
        store.transact((writer) => raiseReadMark(writer, { orgId, sessionId, reader }, count));

      const moved = [
        await raise(ben ?? "mem_", 2),
        await raise(ben ?? "mem_", 1),
        await raise(ben ?? "mem_", 3),
      ];
      await raise("customer", 9);
      await raise(cleo ?? "mem_", 1);

      expect(moved).toEqual([true, false, true]);
      expect(await readMarks(store, orgId, "mem_ben", [sessionId, "ses_other"])).toEqual(
        new Map([[sessionId, 3]]),
      );
      expect(await readMarks(store, orgId, "customer", [sessionId])).toEqual(new Map([[sessionId, 9]]));
      expect(await seenByMembers(store, { orgId, sessionId })).toBe(3);
      expect(await seenByMembers(store, { orgId, sessionId: "ses_other" })).toBe(0);
    });
  });
}
