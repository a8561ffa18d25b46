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

    test("is not steady after a gap of more than two intervals, nor after the clock was set back", async () => {
      let now = 100 * SECOND;
      await using store = await engine.open({ now: () => now });
      const heart = createHeartbeat({ store, instanceId: "ins_1" });
      const beatAfter = async (...gaps: number[]) => {
        for (const gap of gaps) {
          now += gap;
          await heart.beat();
        }
      };
      await beatAfter(0, 6 * SECOND);
      expect(heart.isSteady()).toBe(false);
      await beatAfter(4 * SECOND);
      expect(heart.isSteady()).toBe(true);
      await beatAfter(0, 6 * SECOND);
      expect(heart.isSteady()).toBe(true);
      await beatAfter(6 * SECOND + 1);
      expect(heart.isSteady()).toBe(false);
      await beatAfter(5 * SECOND, 5 * SECOND);
      expect(heart.isSteady()).toBe(true);

      await beatAfter(-1);
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
