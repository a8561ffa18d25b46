/** How long pages are collected, and which of them must not wait. */
export interface Coalescing<Entry> {
  windowMs: number;
  /** Whether a page is sent at once, with everything collected before it. */
  isUrgent(page: readonly Entry[]): boolean;
}

/**
 * Joins pages that arrive within `windowMs` of the first, so that a burst yields one item. An urgent page is sent at
 * once. The order never changes.
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
      let timeout = isUrgent(first.value) ? null : pause(windowMs);
      while (timeout !== null) {
        next = next ?? source.next();
        const more = await Promise.race([next, timeout.over]);
        if (more === null) break;
        next = null;
        if (more.done === true) {
          timeout.stop();
          yield gathered;
          return;
        }
        gathered.push(...more.value);
        if (isUrgent(more.value)) {
          timeout.stop();
          timeout = null;
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
