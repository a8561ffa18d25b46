const EVERY_MS = 50;
const TIMEOUT_MS = 10_000;
const PERCENTILE = 0.99;

/** Requests `/healthz` every 50 ms. `stop` returns the 99th percentile of the response times, in ms. */
export function watchHealth(url: string): { stop: () => number } {
  const times: number[] = [];
  const timer = setInterval(() => void request(), EVERY_MS);

  async function request(): Promise<void> {
    const requestedAt = performance.now();
    await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => null);
    times.push(performance.now() - requestedAt);
  }

  return {
    stop() {
      clearInterval(timer);
      times.sort((a, b) => a - b);
      return times[Math.floor(times.length * PERCENTILE)] ?? 0;
    },
  };
}
