import type { BrowserEnvironment } from "../browser-environment.ts";
import { ManualClock } from "./manual-clock.ts";

/** Creates an environment in which nothing happens unless the test makes it happen. */
export function fakeEnvironment(overrides: Partial<BrowserEnvironment> = {}, clock = new ManualClock()) {
  const environment: BrowserEnvironment = {
    now: () => clock.now(),
    after: (ms, work) => clock.after(ms, work),
    random: () => 0.5,
    openWebSocket: () => {
      throw new Error("there is no server");
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
    ...overrides,
  };
  return { clock, environment };
}
