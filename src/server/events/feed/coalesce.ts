/** How long pages are gathered, and what may not wait. */
export interface Coalescing<Entry> {
  windowMs: number;
  /** A page that goes out at once, with everything gathered before it. */
  isUrgent(page: readonly Entry[]): boolean;
}

/**
 * Joins pages that come within `gatherMs` of each other. The first of a quiet time waits that long for company, so
 * a burst costs one item and not one each; what is urgent waits for nothing, and nothing overtakes it.
 */
export async function* coalesce<Entry>(
  pages: AsyncIterable<readonly Entry[]>,
  { windowMs, isUrgent }: Coalescing<Entry>,
): AsyncGenerator<readonly Entry[]> {
  const source = pages[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<readonly Entry[]>> | null = null;
  try {
    for (;;) {
      const first = await (next ?? source.next());
      next = null;
      if (first.done === true) return;

      const gathered: Entry[] = [...first.value];
      let time = isUrgent(first.value) ? null : pause(windowMs);
      while (time !== null) {
        next = next ?? source.next();
        const more = await Promise.race([next, time.over]);
        if (more === null) break;
        next = null;
        if (more.done === true) {
          time.stop();
          yield gathered;
          return;
        }
        gathered.push(...more.value);
        if (isUrgent(more.value)) {
          time.stop();
          time = null;
        }
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
