import type { Figures } from "./figures.ts";
import { quantile } from "./statistics.ts";

const PERCENT = 100;
const SLICE_MS = 100;
const POLL_MS = 50;
const HALF = 0.5;
const ALMOST_ALL = 0.95;

/** Counts the widgets that follow their chat again after a kill of the server. */
export function createReconnectMeter(count: number, timeoutMs: number, figures: Figures) {
  let begin = Infinity;
  const times: number[] = [];

  return {
    /** Starts the clock. Must be called right before the kill. */
    begin: () => void (begin = performance.now()),
    /** Counts a widget that follows its chat. Calls before `begin` are ignored. */
    countReconnected() {
      if (begin !== Infinity) times.push(performance.now() - begin);
    },
    /** Resolves once all have reconnected. @throws if a widget has not reconnected in time */
    async done(): Promise<void> {
      while (times.length < count) {
        if (performance.now() - begin > timeoutMs)
          throw new Error(`${count - times.length} widgets did not return`);
        await Bun.sleep(POLL_MS);
      }
      const busiest = (busiestSlice(times) / count) * PERCENT;
      figures.set("return.p50", quantile(times, HALF));
      figures.set("return.p95", quantile(times, ALMOST_ALL));
      figures.set("return.all", Math.max(...times));
      figures.set("return.busiestTenthPercent", busiest);
      console.info(
        `${count} widgets after a kill  half back in ${seconds(quantile(times, HALF))}, all in ${seconds(Math.max(...times))}` +
          `, at most ${busiest.toFixed(1)} % in any 100 ms`,
      );
    },
  };
}

function busiestSlice(times: readonly number[]): number {
  const slices = Map.groupBy(times, (time) => Math.floor(time / SLICE_MS));
  return Math.max(...[...slices.values()].map(({ length }) => length));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
