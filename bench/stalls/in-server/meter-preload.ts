/**
 * `bun --preload bench/stalls/in-server/meter-preload.ts src/server/main.ts`: measures inside the server's process how
 * long the event loop and the locks of the database are held. The longest holds are read, and reset, by a request to
 * the Unix socket that `BENCH_METER_SOCKET` names. The product does not know of it: the store is wrapped while its
 * module is loaded.
 */
import { rmSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import type { Store } from "#server/db/store/store.ts";
import { LoopMeter, TICK_MS } from "./loop-meter.ts";
import { type Held, meteredStore } from "./metered-store.ts";
import type { Readings } from "./readings.ts";
import { createThreadClocks } from "./thread-clocks.ts";

const readClocks = createThreadClocks();
const now = () => readClocks().at;
const loop = new LoopMeter(readClocks);
const longest: Record<Held, number> = { writer: 0, snapshot: 0 };
let writes = 0;

function onHeld(what: Held, ms: number): void {
  longest[what] = Math.max(longest[what], ms);
  if (what === "writer") writes += 1;
}

function takeReadings(): Readings {
  loop.tick();
  const { writer: writerMs, snapshot: snapshotMs } = longest;
  const readings = { loop: loop.takeLongest(), writerMs, snapshotMs, writes };
  [longest.writer, longest.snapshot, writes] = [0, 0, 0];
  return readings;
}

/** The name under which the wrapped module finds the meter, because a module's text cannot be handed a function. */
const METER = "switchboardBenchMeter";

// Worker threads load this file too. Only the main thread answers callers.
if (isMainThread) {
  Object.assign(globalThis, { [METER]: (store: Store) => meteredStore(store, { now, onHeld }) });
  Bun.plugin({
    name: "metered store",
    setup(build) {
      build.onLoad({ filter: /\/server\/startup\/open-store\.ts$/ }, ({ path }) => ({
        loader: "ts",
        contents: `
          import { openStore as openUnmetered } from "${path}?unmetered";
          export * from "${path}?unmetered";
          export const openStore = async (...args) => globalThis.${METER}(await openUnmetered(...args));`,
      }));
    },
  });
  setInterval(() => loop.tick(), TICK_MS).unref();
  const socket = process.env["BENCH_METER_SOCKET"] ?? "";
  // A server that was killed has left it there.
  rmSync(socket, { force: true });
  Bun.serve({
    unix: socket,
    fetch: () => Response.json(takeReadings()),
  }).unref();
}
