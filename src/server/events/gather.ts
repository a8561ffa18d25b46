/**
 * Joins pages that come within `gatherMs` of each other. The first of a quiet time waits that long for company, so
 * a burst costs one item and not one each.
 */
export async function* gather<Entry>(
  pages: AsyncIterable<readonly Entry[]>,
  gatherMs: number,
): AsyncGenerator<readonly Entry[]> {
  const source = pages[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<readonly Entry[]>> | null = null;
  try {
    for (;;) {
      const first = await (next ?? source.next());
      next = null;
      if (first.done === true) return;

      const gathered: Entry[] = [...first.value];
      const time = pause(gatherMs);
      for (;;) {
        next = next ?? source.next();
        const more = await Promise.race([next, time.over]);
        if (more === null) break;
        if (more.done === true) {
          time.stop();
          yield gathered;
          return;
        }
        gathered.push(...more.value);
        next = null;
      }
      yield gathered;
    }
  } finally {
    await source.return?.();
  }
}

function pause(ms: number): { over: Promise<null>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), ms);
  return { over: promise, stop: () => clearTimeout(timer) };
}
