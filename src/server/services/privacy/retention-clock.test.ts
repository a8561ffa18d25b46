import { describe, expect, test } from "bun:test";
import { DAY, MINUTE } from "#domain/model/instant.ts";
import { NOON } from "#domain/testing/in-memory-organization.ts";
import { findTrustedClock } from "../../db/instances/deployment.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { serviceContextOn } from "../testing/service-context.ts";
import { createRetentionClock } from "./retention-clock.ts";

/** A database with a clock that is set, and the processes that run on it by one that is not. */
async function deployment(engine: Engine) {
  const time = { clock: NOON, run: 0 };
  const store = await engine.open({ now: () => time.clock });
  const held: number[] = [];
  const start = () =>
    createRetentionClock({
      store,
      monotonicNow: () => time.run,
      onHeld: (clock, trustedAt) => void held.push((clock - trustedAt) / DAY),
    });
  const pass = (ms: number) => {
    time.clock += ms;
    time.run += ms;
  };
  return { time, store, held, start, pass, [Symbol.asyncDispose]: () => store.close() };
}

for (const engine of ENGINES) {
  describe(`the clock that retention goes by, on ${engine.name},`, () => {
    test("is believed while it goes on by less than a day between two looks", async () => {
      await using it = await deployment(engine);
      const process = it.start();
      for (let day = 0; day < 3; day += 1) {
        expect(await process.isTrusted()).toBe(true);
        it.pass(DAY);
      }
      expect(it.held).toEqual([]);
    });

    test("is not believed for a day of running after a jump, which is said once", async () => {
      await using it = await deployment(engine);
      const process = it.start();
      await process.isTrusted();
      it.time.clock += 400 * DAY;

      expect(await process.isTrusted()).toBe(false);
      it.pass(DAY - MINUTE);
      expect(await process.isTrusted()).toBe(false);
      it.pass(MINUTE);
      expect(await process.isTrusted()).toBe(true);
      expect(await process.isTrusted()).toBe(true);
      expect(it.held).toEqual([400]);
    });

    test("is held back anew by each process that starts meanwhile, and believed at once when it is set right", async () => {
      await using it = await deployment(engine);
      await it.start().isTrusted();
      it.time.clock += 400 * DAY;
      const [first, second] = [it.start(), it.start()];
      expect([await first.isTrusted(), await second.isTrusted()]).toEqual([false, false]);
      it.time.clock -= 400 * DAY;

      expect(await first.isTrusted()).toBe(true);
      it.time.clock += 2 * DAY;
      expect(await first.isTrusted()).toBe(false);
      expect(it.held).toEqual([400, 400, 2]);
    });

    test("is compared with the newest fact where an earlier build has not looked at it", async () => {
      await using it = await deployment(engine);
      const orgId = await addOrganization(it.store, { at: NOON });
      expect(await findTrustedClock(it.store)).toBeNull();
      await serviceContextOn(it.store).record(orgId, openCommand("ana", orgId));
      it.time.clock += 400 * DAY;

      expect(await it.start().isTrusted()).toBe(false);
      expect(await findTrustedClock(it.store)).toBe(NOON);
    });
  });
}
