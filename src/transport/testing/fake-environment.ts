import type { World } from "../browser-environment.ts";
import { ManualClock } from "./manual-clock.ts";

/** A world in which nothing happens but what the test lets happen. */
export function fakeWorld(happens: Partial<World> = {}, clock = new ManualClock()) {
  const world: World = {
    now: () => clock.now(),
    after: (ms, work) => clock.after(ms, work),
    random: () => 0.5,
    dial: () => {
      throw new Error("nobody listens there");
    },
    online: () => true,
    onLook() {},
    storage: () => {
      throw new DOMException("denied", "SecurityError");
    },
    onStored() {},
    signalAfter(ms) {
      const abort = new AbortController();
      clock.after(ms, () => abort.abort());
      return abort.signal;
    },
    locks: undefined,
    ...happens,
  };
  return { clock, world };
}
