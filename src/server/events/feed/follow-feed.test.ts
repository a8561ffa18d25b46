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
