import type { NumberedFact } from "#domain/fact.ts";
import { Refusal } from "#domain/refusal.ts";
import type { TailReader } from "./tail.ts";

const PAGE = 200;

/** What to follow: one session by its own numbers, or an organization by its. */
export interface Followed {
  join(): Promise<TailReader>;
  read(after: number, limit: number): Promise<readonly NumberedFact[]>;
  /** The number of the newest entry. */
  last(): Promise<number>;
  /** The number this follower counts by. */
  numberOf(entry: NumberedFact): number;
}

/**
 * Yields every entry after `after` in order, gathered as they come, until `signal` aborts.
 *
 * The reader registers at the tail before the first page is read, and pages on until it meets the tail: there is no
 * seam between past and present for an entry to fall into.
 *
 * @throws {Refusal} `resync` when the cursor lies ahead of the feed, or the reader has fallen too far behind
 */
export async function* follow(
  followed: Followed,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly NumberedFact[]> {
  const reader = await followed.join();
  signal.addEventListener("abort", reader.queue.wake, { once: true });
  try {
    if (after > (await followed.last())) throw new Refusal("resync");
    let cursor = after;
    for (;;) {
      const page = await followed.read(cursor, PAGE);
      const last = page.at(-1);
      if (last === undefined || signal.aborted) break;
      yield page;
      cursor = followed.numberOf(last);
      if (page.length < PAGE && last.no >= reader.from) break;
    }
    yield* live(followed, reader, cursor, signal);
  } finally {
    signal.removeEventListener("abort", reader.queue.wake);
    reader.leave();
  }
}

async function* live(
  { numberOf }: Followed,
  { queue }: TailReader,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly NumberedFact[]> {
  let cursor = after;
  while (!signal.aborted) {
    const taken = await queue.take();
    if (queue.overflowed) throw new Refusal("resync");
    const from = cursor;
    const fresh = taken.filter((entry) => numberOf(entry) > from);
    const last = fresh.at(-1);
    if (last === undefined) continue;
    cursor = numberOf(last);
    yield fresh;
  }
}
