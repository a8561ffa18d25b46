import { expect, test } from "bun:test";
import type { NumberedFact } from "#domain/model/fact.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { type FollowedFeed, followFeed } from "./follow-feed.ts";
import { ReaderQueue } from "./reader-queue.ts";

function fact(no: number): NumberedFact {
  return { no, sessionNo: null, fact: { kind: "members-changed", at: no } };
}

/** Creates a feed with `stored` facts, whose tail takes one reader. */
function feedOf(stored: number) {
  const facts = Array.from({ length: stored }, (_, place) => fact(place + 1));
  const queue = new ReaderQueue();
  const seats = { taken: 0 };
  const followed: FollowedFeed = {
    async join() {
      seats.taken += 1;
      return { from: stored, queue, leave: () => void (seats.taken -= 1) };
    },
    read: async (after, limit) => facts.filter(({ no }) => no > after).slice(0, limit),
    last: async () => stored,
    numberOf: ({ no }) => no,
  };
  return { followed, queue, seats };
}

function numbers({ value }: IteratorResult<readonly NumberedFact[]>): number[] {
  return (value ?? []).map(({ no }: NumberedFact) => no);
}

test("past and present meet without a gap and without anything twice", async () => {
  const { followed, queue } = feedOf(3);
  const pages = followFeed(followed, 1, new AbortController().signal);
  expect(numbers(await pages.next())).toEqual([2, 3]);
  for (const no of [3, 4, 5]) queue.push(fact(no));
  expect(numbers(await pages.next())).toEqual([4, 5]);
});

test("others take their turn between the stored pages of a reader far behind", async () => {
  const { followed } = feedOf(1_000);
  const pages = followFeed(followed, 0);
  let turns = 0;
  let isOver = false;
  const takeTurns = () => {
    turns += 1;
    if (!isOver) setImmediate(takeTurns);
  };
  setImmediate(takeTurns);
  const read: number[] = [];
  while (read.length < 1_000) read.push(...numbers(await pages.next()));
  isOver = true;
  expect(read.at(-1)).toBe(1_000);
  expect(turns).toBeGreaterThanOrEqual(4);
  await pages.return?.();
});

test("a cursor ahead of the feed is told to start afresh, and leaves the tail", async () => {
  const { followed, seats } = feedOf(3);
  const pages = followFeed(followed, 4, new AbortController().signal);
  await expect(pages.next()).rejects.toThrow(new Refusal("resync"));
  expect(seats.taken).toBe(0);
});

test("who is too far behind is told to start afresh, and leaves the tail", async () => {
  const { followed, queue, seats } = feedOf(1);
  const pages = followFeed(followed, 0, new AbortController().signal);
  await pages.next();
  for (let no = 2; no < 2_000; no += 1) queue.push(fact(no));
  await expect(pages.next()).rejects.toThrow(new Refusal("resync"));
  expect(seats.taken).toBe(0);
});

test("an abort ends the waiting and leaves the tail", async () => {
  const { followed, seats } = feedOf(0);
  const abort = new AbortController();
  const waiting = followFeed(followed, 0, abort.signal).next();
  abort.abort();
  expect((await waiting).done).toBe(true);
  expect(seats.taken).toBe(0);
});

test("who goes while a seat is being found does not keep it", async () => {
  const { followed, seats } = feedOf(0);
  const pages = followFeed(followed, 0, new AbortController().signal);
  const waiting = pages.next();
  await pages.return?.();
  expect((await waiting).done).toBe(true);
  expect((await pages.next()).done).toBe(true);
  expect(seats.taken).toBe(0);
});

/** Creates the feed of a session, whose facts are every third of its organization's, and the reads of it. */
function sessionFeed(stored: number, { tailAt = 3 * stored } = {}) {
  const facts = Array.from({ length: stored }, (_, at) => ofSession(at + 1));
  const queue = new ReaderQueue();
  const reads: number[] = [];
  const seats = { taken: 0, joined: 0 };
  const followed: FollowedFeed = {
    async join() {
      seats.taken += 1;
      seats.joined += 1;
      return { from: tailAt, queue, leave: () => void (seats.taken -= 1) };
    },
    async read(after, limit) {
      reads.push(after);
      return facts.filter(({ sessionNo }) => (sessionNo ?? 0) > after).slice(0, limit);
    },
    last: async () => facts.length,
    numberOf: ({ sessionNo }) => sessionNo ?? 0,
  };
  return { facts, followed, queue, reads, seats };
}

function ofSession(sessionNo: number): NumberedFact {
  return {
    no: 3 * sessionNo,
    sessionNo,
    fact: { kind: "person-offered", sessionId: "ses_1", at: sessionNo },
  };
}

function sessionNumbers({ value }: IteratorResult<readonly NumberedFact[]>): (number | null)[] {
  return (value ?? []).map(({ sessionNo }: NumberedFact) => sessionNo);
}

test("a session is followed by its own numbers", async () => {
  const { followed, queue } = sessionFeed(3);
  const pages = followFeed(followed, 1);
  expect(sessionNumbers(await pages.next())).toEqual([2, 3]);
  for (const no of [2, 3, 4]) queue.push(ofSession(no));
  expect(sessionNumbers(await pages.next())).toEqual([4]);
  const waiting = pages.next();
  queue.push(ofSession(4));
  queue.push(ofSession(5));

  expect(sessionNumbers(await waiting)).toEqual([5]);
});

test("what was stored before the tail is read until there is no more of it", async () => {
  // The tail began after facts that this reader has not read, and which are not its own.
  const { facts, followed, queue, reads } = sessionFeed(2, { tailAt: 100 });
  const pages = followFeed(followed, 0);
  expect(sessionNumbers(await pages.next())).toEqual([1, 2]);
  facts.push(ofSession(3));
  expect(sessionNumbers(await pages.next())).toEqual([3]);
  const waiting = pages.next();
  queue.push(ofSession(40));

  expect(sessionNumbers(await waiting)).toEqual([40]);
  expect(reads).toEqual([0, 2, 3]);
});

test("a full page is followed by a read, even where it reaches the tail", async () => {
  const { facts, followed, queue, reads } = sessionFeed(200);
  const pages = followFeed(followed, 0);
  expect(sessionNumbers(await pages.next())).toHaveLength(200);
  facts.push(ofSession(201));
  expect(sessionNumbers(await pages.next())).toEqual([201]);
  const waiting = pages.next();
  queue.push(ofSession(202));

  expect(sessionNumbers(await waiting)).toEqual([202]);
  expect(reads).toEqual([0, 200]);
});

test("who has read everything waits for the next fact, and joins the tail once", async () => {
  const { followed, queue, seats } = sessionFeed(3);
  const pages = followFeed(followed, 3);
  const waiting = pages.next();
  await Bun.sleep(1);
  queue.push(ofSession(4));

  expect(sessionNumbers(await waiting)).toEqual([4]);
  const next = pages.next();
  queue.push(ofSession(5));
  await next;
  expect(seats).toEqual({ taken: 1, joined: 1 });
});

test("a signal that is aborted already keeps the follower from joining, whoever asks", async () => {
  const { followed, seats } = sessionFeed(3);
  const abort = new AbortController();
  abort.abort();
  const pages = followFeed(followed, 0, abort.signal);

  expect(await pages.next()).toEqual({ done: true, value: undefined });
  expect(seats.joined).toBe(0);
});

test("a follower that ends yields nothing more, and leaves its seat once", async () => {
  const { followed, queue, seats } = sessionFeed(3);
  const pages = followFeed(followed, 0);
  expect(pages[Symbol.asyncIterator]()).toBe(pages);
  await pages.next();
  const waiting = pages.next();
  await Bun.sleep(1);

  expect(await pages.return?.()).toEqual({ done: true, value: undefined });
  expect(await waiting).toEqual({ done: true, value: undefined });
  await pages.return?.();
  queue.push(ofSession(4));
  expect((await pages.next()).done).toBe(true);
  expect(seats.taken).toBe(0);
});

test("a read that fails fails the follower, and leaves its seat", async () => {
  const { followed, seats } = sessionFeed(3);
  const failing = { ...followed, read: () => Promise.reject(new Error("the database is away")) };
  const pages = followFeed(failing, 0);

  await expect(pages.next()).rejects.toThrow("away");
  expect(seats.taken).toBe(0);
  expect((await pages.next()).done).toBe(true);
});
