import { describe, expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { silentInstances } from "../../db/instances/instances.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { BEAT_MS, createHeart, SILENT_MS } from "./heartbeat.ts";

for (const engine of ENGINES) {
  describe(`a heart on ${engine.name}`, () => {
    test("is steady once it has been heard of for as long as others may be silent, and not after a pause", async () => {
      let now = 100 * SECOND;
      await using store = await engine.open({ now: () => now });
      const heart = createHeart({ store, instanceId: "ins_1" });
      const beatFor = async (ms: number) => {
        for (const until = now + ms; now < until; now += BEAT_MS) await heart.beat();
      };

      expect(heart.isSteady()).toBe(false);
      await beatFor(SILENT_MS);
      expect(heart.isSteady()).toBe(false);
      await beatFor(BEAT_MS);
      expect(heart.isSteady()).toBe(true);

      now += 20 * SECOND;
      await heart.beat();
      expect(heart.isSteady()).toBe(false);
    });

    test("that stops leaves no name behind", async () => {
      await using store = await engine.open({ now: () => 1_000 });
      const heart = createHeart({ store, instanceId: "ins_1" });
      await heart.beat();
      expect(await silentInstances(store, 2_000)).toEqual([{ id: "ins_1", seenAt: 1_000 }]);

      await heart.stop();

      expect(await silentInstances(store, 2_000)).toEqual([]);
    });
  });
}
