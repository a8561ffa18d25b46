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
    { onError: (error) => failed.push(error), onFact() {}, onOpened() {}, onClosed() {} },
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

/** Creates the tails of a feed in memory whose reads and openings are counted, and fail while the test says so. */
function tailsOf(stored: NumberedFact[] = []) {
  const notifier = createMemoryFeedNotifier();
  const state = { fails: false, reads: [] as [number, number][], openings: 0, failed: 0 };
  const facts: [string, number][] = [];
  /** Which tails opened and closed, each with how often the feed's last number had been read. */
  const tailsSeen: ["opened" | "closed", string, number][] = [];
  const refuseIfBroken = () => {
    if (state.fails) throw new Error("the database is away");
  };
  const tails = createFeedTails(
    {
      async readFeed(_orgId, after, limit) {
        state.reads.push([after, limit]);
        refuseIfBroken();
        return stored.filter(({ no }) => no > after).slice(0, limit);
      },
      async lastNo() {
        state.openings += 1;
        refuseIfBroken();
        return stored.at(-1)?.no ?? 0;
      },
    },
    notifier,
    {
      onError: () => void (state.failed += 1),
      onFact: (orgId, { no }) => void facts.push([orgId, no]),
      onOpened: (orgId) => void tailsSeen.push(["opened", orgId, state.openings]),
      onClosed: (orgId) => void tailsSeen.push(["closed", orgId, state.openings]),
    },
  );
  return { stored, notifier, state, facts, tailsSeen, tails };
}

/** Lets everything run that waits for no timer. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function ofSession(no: number, sessionId: `ses_${string}`): NumberedFact {
  return { no, sessionNo: no, fact: { kind: "person-offered", sessionId, at: no } };
}

function ofSettings(no: number): NumberedFact {
  return { no, sessionNo: null, fact: { kind: "settings-changed", part: "widget", at: no } };
}

test("a fact reaches the readers of its session or of the settings, and those of everything", async () => {
  const { notifier, tails, facts } = tailsOf();
  const topics = [null, "ses_1", "ses_1", "ses_2", "settings"] as const;
  const readers = await Promise.all(topics.map((topic) => tails.join(ORG, topic)));
  await settle();
  notifier.notify(ORG, [ofSession(1, "ses_1"), ofSettings(2), fact(3), ofSession(4, "ses_2")]);

  const taken = readers.map(({ queue }) => queue.take().map(({ no }) => no));

  expect(taken).toEqual([[1, 2, 3, 4], [1], [1], [4], [2]]);
  expect(facts).toEqual([1, 2, 3, 4].map((no) => [ORG, no]));
});

test("one tail serves all readers of a company until the last has left; the next reader opens another", async () => {
  const { stored, notifier, state, facts, tails } = tailsOf([fact(1), fact(2)]);
  const [first, second] = [await tails.join(ORG, null), await tails.join(ORG, "ses_1")];
  expect([first.from, second.from, state.openings]).toEqual([2, 2, 1]);
  first.leave();
  notifier.notify(ORG, [fact(3)]);
  expect([first.queue.take(), facts.length]).toEqual([[], 1]);
  second.leave();
  second.leave();
  await settle();
  const reads = state.reads.length;
  notifier.notify(ORG, [fact(4)]);
  await settle();
  expect([facts.length, state.reads.length]).toEqual([1, reads]);
  stored.push(fact(3), fact(4));

  const third = await tails.join(ORG, null);

  expect([third.from, state.openings]).toEqual([4, 2]);
});

test("who joins in the moment in which the last reader leaves gets another tail", async () => {
  const { notifier, state, tails } = tailsOf();
  const first = await tails.join(ORG, null);
  const joining = tails.join(ORG, null);
  first.leave();
  const second = await joining;
  await settle();
  notifier.notify(ORG, [fact(1)]);

  expect(second.queue.take().map(({ no }) => no)).toEqual([1]);
  expect(state.openings).toBe(2);
});

test("what depends on all facts hears when a tail opens, behind its first number, and when it closes", async () => {
  const { tailsSeen, tails } = tailsOf();
  const opening = tails.join(ORG, null);
  expect(tailsSeen).toEqual([]);
  const [first, second] = [await opening, await tails.join(ORG, "ses_1")];
  first.leave();
  expect(tailsSeen).toEqual([["opened", ORG, 1]]);
  second.leave();
  await tails.join(ORG, null);

  expect(tailsSeen).toEqual([
    ["opened", ORG, 1],
    ["closed", ORG, 1],
    ["opened", ORG, 2],
  ]);
});

test("a tail that could not be opened is opened for the next reader", async () => {
  const { state, tails } = tailsOf();
  state.fails = true;
  await expect(tails.join(ORG, null)).rejects.toThrow("away");
  state.fails = false;

  expect((await tails.join(ORG, null)).from).toBe(0);
});

test("a failed read is reported, and repeated at the next wake-up", async () => {
  const { stored, notifier, state, tails } = tailsOf();
  const { queue } = await tails.join(ORG, null);
  await settle();
  state.fails = true;
  stored.push(fact(1));
  notifier.notify(ORG);
  await settle();
  expect([state.failed, queue.take()]).toEqual([1, []]);
  state.fails = false;
  notifier.notify(ORG);
  await settle();

  expect(queue.take().map(({ no }) => no)).toEqual([1]);
  expect(state.failed).toBe(1);
});

test("a tail reads page after page to the end, and then waits", async () => {
  const { stored, notifier, state, tails } = tailsOf();
  const { queue } = await tails.join(ORG, null);
  await settle();
  state.reads.length = 0;
  stored.push(...Array.from({ length: 900 }, (_, at) => fact(at + 1)));
  notifier.notify(ORG);
  await settle();

  expect(queue.take()).toHaveLength(900);
  expect(state.reads.map(([after]) => after)).toEqual([0, 500]);
  notifier.notify(ORG, [fact(901)]);
  await settle();
  expect(state.reads).toHaveLength(2);
});
