import { expect, test } from "bun:test";
import type { NumberedFact } from "#domain/model/fact.ts";
import { createMemoryFeedNotifier } from "./memory-feed-notifier.ts";
import type { ReaderQueue } from "./reader-queue.ts";
import { createFeedTails } from "./feed-tail.ts";

const ORG = "org_fern";

function fact(no: number): NumberedFact {
  return { no, sessionNo: null, fact: { kind: "members-changed", at: no } };
}

/** Creates a feed in memory that counts its reads, followed by one reader. */
async function followed() {
  const feed: NumberedFact[] = [];
  const reads: number[] = [];
  const notifier = createMemoryFeedNotifier();
  const failed: unknown[] = [];
  const tails = createFeedTails(
    {
      async readFeed(_orgId, after) {
        reads.push(after);
        return feed.filter(({ no }) => no > after);
      },
      lastNo: async () => feed.at(-1)?.no ?? 0,
    },
    notifier,
    { onError: (error) => failed.push(error), onFact: () => {} },
  );
  const { queue } = await tails.join(ORG, null);
  // Wait for the first read, of an empty feed.
  while (reads.length === 0) await Promise.resolve();
  await Promise.resolve();
  reads.length = 0;
  return { feed, reads, notifier, queue };
}

async function numbers(queue: ReaderQueue): Promise<number[]> {
  await queue.filled();
  return queue.take().map(({ no }) => no);
}

test("what was recorded here is handed on without being read back", async () => {
  const { feed, reads, notifier, queue } = await followed();
  const facts = [fact(1), fact(2)];
  feed.push(...facts);
  notifier.notify(ORG, facts);
  expect(await numbers(queue)).toEqual([1, 2]);
  expect(reads).toEqual([]);
});

test("news with something missing before it is read, so that nothing is skipped", async () => {
  const { feed, reads, notifier, queue } = await followed();
  feed.push(fact(1), fact(2));
  notifier.notify(ORG, [fact(2)]);
  expect(await numbers(queue)).toEqual([1, 2]);
  expect(reads).toEqual([0]);
});

test("a nudge without news is read", async () => {
  const { feed, notifier, queue } = await followed();
  feed.push(fact(1));
  notifier.notify(ORG);
  expect(await numbers(queue)).toEqual([1]);
});

test("what comes both ways is handed on once", async () => {
  const { feed, notifier, queue } = await followed();
  feed.push(fact(1));
  // The read that this starts is still in flight when the notification arrives.
  notifier.notify(ORG);
  notifier.notify(ORG, [fact(1)]);
  feed.push(fact(2));
  notifier.notify(ORG, [fact(2)]);
  expect(await numbers(queue)).toEqual([1, 2]);
  notifier.notify(ORG, [fact(3)]);
  expect(await numbers(queue)).toEqual([3]);
});
