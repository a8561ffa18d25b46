import type { BrowserEnvironment } from "../browser-environment.ts";
import { ManualClock } from "./manual-clock.ts";

/** A world in which nothing happens but what the test lets happen. */
export function fakeEnvironment(happens: Partial<BrowserEnvironment> = {}, clock = new ManualClock()) {
  const environment: BrowserEnvironment = {
    now: () => clock.now(),
    after: (ms, work) => clock.after(ms, work),
    random: () => 0.5,
    openWebSocket: () => {
      throw new Error("nobody listens there");
    },
    online: () => true,
    onNetworkOrVisibilityChange() {},
    storage: () => {
      throw new DOMException("denied", "SecurityError");
    },
    onStorageChange() {},
    timeoutSignal(ms) {
      const abort = new AbortController();
      clock.after(ms, () => abort.abort());
      return abort.signal;
    },
    locks: undefined,
    ...happens,
  };
  return { clock, world: environment };
}
