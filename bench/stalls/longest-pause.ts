/**
 * Reads what JavaScriptCore's collector prints with `BUN_JSC_logGC=1`, such as `p=1.206042ms (max 15.720383)`, and
 * returns the longest pause, in milliseconds; 0 if there was none.
 */
export function longestPause(printed: string): number {
  return Math.max(0, ...[...printed.matchAll(/ p=([\d.]+)ms /g)].map(([, ms]) => Number(ms)));
}
