import { describe, expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { listSilentInstances } from "../../db/instances/instances.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { HEARTBEAT_MS, createHeartbeat, DEAD_AFTER_MS } from "./heartbeat.ts";

for (const engine of ENGINES) {
  describe(`a heart on ${engine.name}`, () => {
    test("is steady once it has been heard of for as long as others may be silent, and not after a pause", async () => {
      let now = 100 * SECOND;
      await using store = await engine.open({ now: () => now });
      const heart = createHeartbeat({ store, instanceId: "ins_1" });
      const beatFor = async (ms: number) => {
        for (const until = now + ms; now < until; now += HEARTBEAT_MS) await heart.beat();
      };

      expect(heart.isSteady()).toBe(false);
      await beatFor(DEAD_AFTER_MS);
      expect(heart.isSteady()).toBe(false);
      await beatFor(HEARTBEAT_MS);
      expect(heart.isSteady()).toBe(true);

      now += 20 * SECOND;
      await heart.beat();
      expect(heart.isSteady()).toBe(false);
    });

    test("that stops leaves no name behind", async () => {
      await using store = await engine.open({ now: () => 1_000 });
      const heart = createHeartbeat({ store, instanceId: "ins_1" });
      await heart.beat();
      const later = { since: 2_000, until: 3_000 };
      expect(await listSilentInstances(store, later)).toEqual([{ id: "ins_1", seenAt: 1_000 }]);

      await heart.stop();

      expect(await listSilentInstances(store, later)).toEqual([]);
    });
  });
}
