import { expect, test } from "bun:test";
import { HOUR, MINUTE, SECOND } from "#domain/model/instant.ts";
import { createSignInLimits } from "./sign-in-limits.ts";

const ADDRESS = "198.51.100.7";

function setting() {
  const clock = { at: 1_000_000 };
  const limits = createSignInLimits("on", () => clock.at);
  const attempts = (email: string, count: number, address = ADDRESS) =>
    Array.from({ length: count }, () => limits.attempt(email, address));
  return { clock, limits, attempts };
}

test("five guesses at an account are free, and twenty from one address", () => {
  const { attempts } = setting();

  expect(attempts("ana@fern.shop", 6)).toEqual([0, 0, 0, 0, 0, 30 * SECOND]);
  for (let n = 0; n < 15; n += 1) expect(attempts(`${n}@fern.shop`, 1)).toEqual([0]);
  expect(attempts("ben@fern.shop", 1)).toEqual([30 * SECOND]);
});

test("an attempt that its address may not make is not held against the account", () => {
  const { limits, attempts } = setting();
  for (let n = 0; n < 20; n += 1) attempts(`${n}@fern.shop`, 1);

  expect(attempts("ana@fern.shop", 100)).not.toContain(0);
  limits.succeeded("0@fern.shop", ADDRESS);
  expect(attempts("ana@fern.shop", 1)).toEqual([0]);
});

test("an attempt that its account may not make is not held against the address", () => {
  const { attempts } = setting();
  attempts("ana@fern.shop", 100);

  expect(Array.from({ length: 15 }, (_, n) => attempts(`${n}@fern.shop`, 1)).flat()).not.toContain(
    30 * SECOND,
  );
});

test("whoever comes in cleans the slate of the account, and only their own try of the address", () => {
  const { limits, attempts } = setting();
  for (let n = 0; n < 19; n += 1) attempts(`${n}@fern.shop`, 1);
  attempts("ana@fern.shop", 1);
  limits.succeeded("ana@fern.shop", ADDRESS);

  expect([...attempts("ana@fern.shop", 1), ...attempts("ana@fern.shop", 1)]).toEqual([0, 30 * SECOND]);
});

test("nobody is counted where limits are off", () => {
  const limits = createSignInLimits("off", () => 0);

  expect(Array.from({ length: 50 }, () => limits.attempt("ana@fern.shop", ADDRESS))).not.toContain(
    30 * SECOND,
  );
});

test("a clock that is set back hours keeps nobody out for longer than a quarter of an hour", () => {
  const { clock, limits, attempts } = setting();
  clock.at += 3 * HOUR;
  for (let n = 0; n < 12; n += 1) clock.at += Math.max(...attempts("ana@fern.shop", 1));
  attempts("ana@fern.shop", 1);

  clock.at -= 3 * HOUR;
  const [waitMs = 0] = attempts("ana@fern.shop", 1);
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(15 * MINUTE);
  expect(limits.useLink(ADDRESS)).toBe(0);
  clock.at += waitMs;
  expect(attempts("ana@fern.shop", 1)).toEqual([0]);
});

test("five codes of an account are free, wherever they come from, and the right one begins anew", () => {
  const { clock, limits } = setting();
  const codes = (count: number) => Array.from({ length: count }, () => limits.tryCode("usr_ana"));

  expect(codes(6)).toEqual([0, 0, 0, 0, 0, 30 * SECOND]);
  expect(limits.tryCode("usr_ben")).toBe(0);
  limits.codeSucceeded("usr_ana");
  expect(codes(5)).toEqual([0, 0, 0, 0, 0]);
  clock.at += 30 * SECOND;
  expect(codes(2)).toEqual([0, MINUTE]);
});

test("twenty links an hour may be used from an address, which sign-ins there do not count against", () => {
  const { clock, limits, attempts } = setting();
  for (let n = 0; n < 20; n += 1) attempts(`${n}@fern.shop`, 1);
  const links = (count: number) => Array.from({ length: count }, () => limits.useLink(ADDRESS));

  expect(links(19)).not.toContain(30 * SECOND);
  clock.at += HOUR;
  expect(links(21)).toEqual([...Array<number>(20).fill(0), 30 * SECOND]);
  expect(limits.useLink("198.51.100.8")).toBe(0);
});

test("an account's tries are counted for each address, so that nobody locks out somebody else", () => {
  const { attempts } = setting();
  attempts("ana@fern.shop", 6);

  expect(attempts("ana@fern.shop", 1, "203.0.113.1")).toEqual([0]);
});

test("where limits are off, no code and no link waits either", () => {
  const limits = createSignInLimits("off", () => 0);
  limits.succeeded("ana@fern.shop", ADDRESS);
  limits.codeSucceeded("usr_ana");
  const tries = Array.from({ length: 50 }, () => [
    limits.attempt("ana@fern.shop", ADDRESS),
    limits.tryCode("usr_ana"),
    limits.useLink(ADDRESS),
  ]);

  expect(new Set(tries.flat())).toEqual(new Set([0]));
});
